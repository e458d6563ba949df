package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** New limits of a container that runs, as the kernel has them then. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RuntimeUpdateIT {
  private static final String LIMITS =
      "\"resources\": {\"memory\": {\"limit\": 67108864}, \"pids\": {\"limit\": 100},"
          + " \"cpu\": {\"quota\": 50000, \"period\": 100000}}";

  private static OciBundle running(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("exec sleep 1000", Map.of("LINUX", LIMITS));
    bundle.ok("run", "-d", "c");
    return bundle;
  }

  /** Of version 1 or 2, whichever this machine has. */
  private static String limit(Sandbox sandbox, String controller, String legacy, String unified) {
    String group = sandbox.directories().cgroupParent() + "/c/";
    Path file = Path.of("/sys/fs/cgroup/" + controller + "/" + group + legacy);
    try {
      return Files.readString(
              Files.exists(file) ? file : Path.of("/sys/fs/cgroup/" + group + unified))
          .strip();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String memory(Sandbox sandbox) {
    return limit(sandbox, "memory", "memory.limit_in_bytes", "memory.max");
  }

  private static String pids(Sandbox sandbox) {
    return limit(sandbox, "pids", "pids.max", "pids.max");
  }

  @Test
  void changesWhatIsSaidAndNothingElse(Sandbox sandbox) {
    OciBundle bundle = running(sandbox);
    bundle.ok("update", "--memory", "96m", "--cpu-quota", "20000", "c");
    assertEquals("100663296", memory(sandbox));
    assertEquals("100", pids(sandbox));
    assertTrue(limit(sandbox, "cpu", "cpu.cfs_quota_us", "cpu.max").startsWith("20000"));
    bundle.ok("update", "--pids-limit", "50", "--cpu-share", "512", "--cpuset-cpus", "0", "c");
    assertEquals("100663296", memory(sandbox));
    assertEquals("50", pids(sandbox));
    assertEquals("0", limit(sandbox, "cpuset", "cpuset.cpus", "cpuset.cpus"));
    bundle.ok("update", "--memory", "-1", "--pids-limit", "-1", "c");
    assertEquals("max", pids(sandbox));
    bundle.ok("delete", "-f", "c");
  }

  @Test
  void readsThemFromAFileOrStandardInput(Sandbox sandbox) {
    OciBundle bundle = running(sandbox);
    bundle.write("r.json", "{\"memory\": {\"limit\": 50331648}, \"pids\": {\"limit\": 0}}");
    bundle.ok("update", "-r", "r.json", "c");
    assertEquals("50331648", memory(sandbox));
    assertEquals("100", pids(sandbox));
    HostCommand.run(
            sandbox.environment(),
            bundle.folder(),
            List.of(
                "sh",
                "-c",
                "echo '{\"pids\": {\"limit\": 30}}' | "
                    + String.join(" ", bundle.command("update", "-r", "-", "c"))))
        .checked();
    assertEquals("30", pids(sandbox));
    bundle.ok("delete", "-f", "c");
  }

  @Test
  void changesAllOrNothing(Sandbox sandbox) {
    OciBundle bundle = running(sandbox);
    Result refused = bundle.run("update", "--memory", "96m", "--cpuset-cpus", "500", "c");
    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("cpuset '500'"), refused.err());
    assertEquals("67108864", memory(sandbox));
    // and nothing of it is remembered
    bundle.ok("update", "--cpu-share", "512", "c");
    assertEquals("67108864", memory(sandbox));
    bundle.ok("delete", "-f", "c");
  }

  /** The kernel would make room by killing the container. */
  @Test
  void looksBeforeItTakesMemoryAway(Sandbox sandbox) {
    OciBundle bundle = running(sandbox);
    bundle.write("r.json", "{\"memory\": {\"limit\": 4096, \"checkBeforeUpdate\": true}}");
    String refused = bundle.run("update", "-r", "r.json", "c").err();
    assertTrue(refused.contains("memory limit 4096 is less than the "), refused);
    assertEquals("67108864", memory(sandbox));
    bundle.ok("delete", "-f", "c");
  }

  @Test
  void refusesWhatItCannotDo(Sandbox sandbox) {
    OciBundle bundle = running(sandbox);
    assertTrue(bundle.run("update", "c").err().contains("update needs a limit to change"));
    assertTrue(
        bundle.run("update", "--memory", "much", "c").err().contains("--memory 'much' is not"));
    assertTrue(
        bundle
            .run("update", "--l3-cache-schema", "x", "c")
            .err()
            .contains("--l3-cache-schema is not supported"));
    bundle.write("r.json", "{\"devices\": [{\"allow\": true}]}");
    assertTrue(
        bundle.run("update", "-r", "r.json", "c").err().contains("devices: those of a container"));
    assertTrue(
        bundle
            .run("update", "-r", "r.json", "--memory", "64m", "c")
            .err()
            .contains("leave the other options out"));
    bundle.ok("delete", "-f", "c");
    assertTrue(bundle.run("update", "--memory", "64m", "c").err().contains("does not exist"));
  }
}
