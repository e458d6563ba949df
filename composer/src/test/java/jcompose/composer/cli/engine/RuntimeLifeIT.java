package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** A container's life, one call of the command line after the other. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RuntimeLifeIT {
  private static String status(OciBundle bundle) {
    String state = bundle.ok("state", "c");
    return state.replaceAll("(?s).*\"status\" : \"([a-z]+)\".*", "$1");
  }

  @Test
  void waitsBetweenCreateAndStartWithoutTheRuntime(Sandbox sandbox) throws IOException {
    OciBundle bundle =
        OciBundle.in(sandbox).config("echo out; echo err >&2; exec sleep 100", Map.of());
    bundle.ok("create", "--pid-file", "pid", "c");
    assertEquals("created", status(bundle));
    Path process = Path.of("/proc", bundle.read("pid"));
    assertTrue(
        Files.readString(process.resolve("status")).contains("\nThreads:\t1\n"),
        "one thread is left of the runtime's");
    assertEquals("[" + bundle.read("pid") + "]", bundle.ok("ps", "-f", "json", "c"));
    bundle.ok("start", "c");
    assertEquals("running", status(bundle));
    Result again = bundle.run("start", "c");
    assertEquals(1, again.exit());
    assertEquals("jcompose engine: container 'c' cannot be started, it is running\n", again.err());
    Result early = bundle.run("delete", "c");
    assertTrue(early.err().contains("container 'c' is running; kill it first"), early.err());
    bundle.ok("kill", "c", "KILL");
    awaitEnd(process);
    assertEquals("stopped", status(bundle));
    assertTrue(bundle.run("kill", "c").err().contains("container 'c' is not running"));
    bundle.ok("delete", "c");
    assertEquals("", bundle.ok("list", "-q"));
    assertTrue(bundle.run("state", "c").err().contains("container 'c' does not exist"));
  }

  /** Its last parent is this machine's first process, which reaps it. */
  private static void awaitEnd(Path process) throws IOException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (Files.exists(process)
        && !Files.readString(process.resolve("status")).contains("State:\tZ")
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  @Test
  void runGivesOutputAndExitCode(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("echo out; echo err >&2; exit 3", Map.of());
    assertEquals(new Result(3, "out\n", "err\n"), bundle.run("run", "c"));
    assertEquals("", bundle.ok("list", "-q"));
  }

  @Test
  void keepsWhatRunLeaves(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("exit 0", Map.of());
    assertEquals(0, bundle.run("run", "--keep", "c").exit());
    assertEquals("stopped", status(bundle));
    bundle.ok("delete", "c");
  }

  @Test
  void aProgramThatIsNotThereFailsAtCreate(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).args(java.util.List.of("nothing"), Map.of());
    Result created = bundle.run("create", "c");
    assertEquals(1, created.exit());
    assertTrue(created.err().contains("No such file or directory"), created.err());
    assertEquals(127, bundle.run("run", "c").exit());
    assertEquals("", bundle.ok("list", "-q"));
  }

  @Test
  void execsBesideTheFirstProcess(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("exec sleep 100", Map.of());
    bundle.ok("run", "-d", "c");
    Result result =
        bundle.run(
            "exec",
            "-u",
            "1000:1000",
            "-e",
            "X=1",
            "--cwd",
            "/tmp",
            "c",
            "sh",
            "-c",
            "id; echo $X $A; pwd; cat /proc/1/comm; hostname; exit 5");
    assertEquals(
        new Result(5, "uid=1000(user) gid=1000(user)\n1 b c\n/tmp\nsleep\nbox\n", ""), result);
    bundle.write(
        "p.json", "{\"args\": [\"id\", \"-u\"], \"cwd\": \"/\", \"env\": [\"PATH=/bin\"]}");
    assertEquals("0", bundle.ok("exec", "-p", "p.json", "c"));
    bundle.write(
        "a.json",
        "{\"args\": [\"grep\", \"Cpus_allowed_list\", \"/proc/self/status\"], \"cwd\": \"/\","
            + " \"env\": [\"PATH=/bin\"], \"execCPUAffinity\": {\"initial\": \"0-1\", \"final\":"
            + " \"0\"}}");
    assertEquals("Cpus_allowed_list:\t0", bundle.ok("exec", "-p", "a.json", "c"));
    assertEquals(127, bundle.run("exec", "c", "/nothing").exit());
    bundle.ok("exec", "-d", "--pid-file", "exec.pid", "c", "sleep", "50");
    assertTrue(bundle.ok("ps", "c").contains("sleep 50"));
    bundle.ok("pause", "c");
    assertEquals("paused", status(bundle));
    assertEquals(1, bundle.run("exec", "c", "true").exit());
    bundle.ok("resume", "c");
    bundle.ok("delete", "-f", "c");
  }

  @Test
  void deletesByExpression(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("exit 0", Map.of());
    bundle.ok("create", "c");
    assertFalse(bundle.ok("list").isEmpty());
    bundle.ok("delete", "-f", "--regex", "^[a-c]$");
    assertEquals("", bundle.ok("list", "-q"));
    bundle.ok("delete", "-f", "nothing");
  }

  @Test
  void tellsErrorsInTheLogToo(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("exit 0", Map.of());
    bundle.run("--log", "log", "--log-format", "json", "start", "c");
    assertTrue(
        bundle
            .read("log")
            .startsWith(
                "{\"level\":\"error\",\"msg\":\"container 'c' does not exist\",\"time\":\""),
        bundle.read("log"));
  }
}
