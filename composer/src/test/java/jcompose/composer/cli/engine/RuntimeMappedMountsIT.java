package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Bind mounts whose files belong inside to others than on disk. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RuntimeMappedMountsIT {
  private static final String TO_1000 =
      "\"uidMappings\": [{\"containerID\": 0, \"hostID\": 1000, \"size\": 10}],"
          + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 2000, \"size\": 10}]";
  private static final String USERS =
      "\"uidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}],"
          + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}]";

  private static String mount(String options, String mappings) {
    return "{\"destination\": \"/data\", \"type\": \"bind\", \"source\": \"data\", \"options\": ["
        + options
        + "]"
        + (mappings.isEmpty() ? "" : ", " + mappings)
        + "}";
  }

  private static OciBundle bundle(Sandbox sandbox) throws IOException {
    OciBundle bundle = OciBundle.in(sandbox);
    Path below = Files.createDirectories(bundle.folder().resolve("data/below"));
    Files.writeString(below.resolveSibling("five"), "5");
    Files.setAttribute(below.resolveSibling("five"), "unix:uid", 5);
    return bundle;
  }

  @Test
  void filesBelongToWhomTheMappingSays(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox);
    String look = "stat -c '%u %g' /data /data/five; umask 0; echo x > /data/new; echo $?";
    bundle.config(
        look,
        Map.of(
            "MOUNTS",
            mount("\"bind\", \"nosuid\"", TO_1000),
            "PROCESS",
            "\"user\": {\"uid\": 1003, \"gid\": 2004}"));
    Files.setAttribute(bundle.folder().resolve("data"), "unix:mode", 0777);
    assertEquals("1000 2000\n1005 2000\n0", bundle.ok("run", "c"));
    Path made = bundle.folder().resolve("data/new");
    assertEquals(3, Files.getAttribute(made, "unix:uid"));
    assertEquals(4, Files.getAttribute(made, "unix:gid"));
  }

  /** Without ids of its own a mount has those of the container: files are inside whose they are. */
  @Test
  void inAUserNamespaceFilesBelongToTheSameIds(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox);
    Files.setAttribute(sandbox.folder(), "unix:mode", 0711);
    HostCommand.run("chown", "-R", "100000:100000", bundle.folder() + "/rootfs").checked();
    String look =
        "stat -c '%u %g' /data /data/five; cut -d ' ' -f 1-6 /proc/self/mountinfo"
            + " | grep -c '/data .*nodev'";
    bundle.config(look, users(mount("\"rbind\", \"idmap\", \"nodev\"", "")));
    assertEquals("0 0\n5 0\n1", bundle.ok("run", "c"));
    bundle.config(look, users(mount("\"rbind\", \"nodev\"", "")));
    assertEquals("65534 65534\n65534 65534\n1", bundle.ok("run", "c"));
  }

  @Test
  void mountsBelowAreMappedWhenAsked(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox);
    String below = bundle.folder() + "/data/below";
    HostCommand.run("mount", "--bind", bundle.folder() + "/data", below).checked();
    try {
      String look = "stat -c %u /data /data/below";
      bundle.config(look, Map.of("MOUNTS", mount("\"rbind\", \"idmap\"", TO_1000)));
      assertEquals("1000\n0", bundle.ok("run", "c"));
      bundle.config(look, Map.of("MOUNTS", mount("\"rbind\", \"ridmap\"", TO_1000)));
      assertEquals("1000\n1000", bundle.ok("run", "c"));
    } finally {
      HostCommand.run("umount", below).checked();
    }
  }

  @Test
  void whatCannotBeMappedIsTold(Sandbox sandbox) throws IOException {
    OciBundle bundle = bundle(sandbox);
    bundle.config("exit 0", Map.of("MOUNTS", mount("\"bind\", \"idmap\"", "")));
    assertRefused(bundle, "mounts[4].options: idmap needs uidMappings and gidMappings");
    String tmpfs =
        "{\"destination\": \"/data\", \"type\": \"tmpfs\", \"source\": \"tmpfs\", " + TO_1000 + "}";
    bundle.config("exit 0", Map.of("MOUNTS", tmpfs));
    assertRefused(bundle, "mounts[4]: ids are mapped of bind mounts only");
    String proc =
        mount("\"bind\"", TO_1000).replace("\"source\": \"data\"", "\"source\": \"/proc\"");
    bundle.config("exit 0", Map.of("MOUNTS", proc));
    assertRefused(bundle, "mounts: /data: mount_setattr(IDMAP): EINVAL");
    assertRefused(
        bundle, "the file system of /proc, or the kernel (5.12), has no id-mapped mounts");
  }

  private static Map<String, String> users(String mount) {
    return Map.of("NAMESPACES", "{\"type\": \"user\"}", "LINUX", USERS, "MOUNTS", mount);
  }

  private static void assertRefused(OciBundle bundle, String words) {
    Result result = bundle.run("run", "c");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains(words), result.err());
  }
}
