package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Each gives one clear message and the right exit code, and leaves nothing. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class BadInputIT {
  @Test
  void noFile(Sandbox sandbox) {
    refused(Jcompose.in(sandbox).run("up"), 1, "compose.yaml");
    refused(Jcompose.in(sandbox).run("up", "nothing.yml"), 1, "nothing.yml");
  }

  @Test
  void notRoot(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).file("compose.yaml", "services: {}\n");
    // Keeps the right to read the jars, which a build as root leaves to root alone.
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search"));
    command.addAll(jcompose.command("up"));
    Result result = HostCommand.run(sandbox.environment(), Path.of("/"), command);
    refused(result, 1, "needs root");
    assertTrue(result.err().contains("sudo"), result.err());
  }

  @Test
  void brokenYaml(Sandbox sandbox) {
    refused(
        Jcompose.in(sandbox).file("compose.yaml", "services:\n  a: [\n").run("up"),
        1,
        "compose.yaml:");
  }

  @Test
  void mistypedKey(Sandbox sandbox) {
    refused(
        Jcompose.in(sandbox)
            .file("compose.yaml", "services:\n  a:\n    rootfs: /\n    comand: x\n")
            .run("up"),
        1,
        "compose.yaml:4:5: services.a.comand: unknown key; did you mean 'command'?");
  }

  @Test
  void missingBindSource(Sandbox sandbox) {
    refused(
        up(
            sandbox,
            """
            volumes:
              - type: bind
                source: ./missing
                target: /x
                bind: {create_host_path: false}
            """),
        1,
        "missing does not exist");
  }

  @Test
  void missingDevice(Sandbox sandbox) {
    refused(up(sandbox, "devices: ['/dev/no-such-device:/dev/x']"), 1, "/dev/no-such-device");
  }

  @Test
  void missingConfFile(Sandbox sandbox) {
    refused(up(sandbox, "conf: {hosts: ./nowhere}"), 1, "nowhere");
  }

  @Test
  void rootFolderThatCannotBeWritten(Sandbox sandbox) {
    Path root = sandbox.directories().root();
    HostCommand.run("mkdir", root.toString()).checked();
    HostCommand.run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", root.toString()).checked();
    try {
      Jcompose jcompose = Jcompose.in(sandbox).box();
      String claim = root.resolve("projects/shop").toString();
      refused(
          jcompose.run("up", "-d"),
          1,
          "jcompose: " + claim + " cannot be made: read-only file system\n");
      assertEquals("", jcompose.ok("ps", "-q"));
    } finally {
      HostCommand.run("umount", root.toString()).checked();
    }
  }

  @Test
  void commandNotFoundIs127(Sandbox sandbox) {
    refused(up(sandbox, "command: [no-such-program]"), 127, "no-such-program");
  }

  @Test
  void commandNotExecutableIs126(Sandbox sandbox) {
    refused(up(sandbox, "command: [/etc/passwd]"), 126, "/etc/passwd");
  }

  @Test
  void unknownUser(Sandbox sandbox) {
    refused(up(sandbox, "user: nobody-here"), 1, "nobody-here");
  }

  @Test
  void memoryTooSmallToStart(Sandbox sandbox) {
    Result result = up(sandbox, "mem_limit: 64k");
    refused(result, 1, "memory");
  }

  @Test
  void serviceThatDiesAtOnce(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).boxRuns("echo cannot work >&2; exit 9");
    Result up = jcompose.run("up");
    assertEquals(1, up.exit());
    assertTrue(up.out().contains("box  | cannot work"), up.out());
    assertTrue(up.err().contains("box exited with code 9"), up.err());
    Result exec = jcompose.run("exec", "-T", "box", "true");
    refused(exec, 1, "not running: it exited with code 9");
    jcompose.ok("down");
  }

  @Test
  void processOutOfMemoryIsSaidSoWhateverTheExitCode(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "mem_limit: 16m",
                "memswap_limit: 16m",
                "command: [sh, -c, 'tail /dev/zero; exec true']");
    Result up = jcompose.run("up");
    assertEquals(0, up.exit(), up.err());
    assertTrue(
        up.err()
            .contains("box exited with code 0 (the kernel killed a process in it: out of memory)"),
        up.err());
    assertTrue(jcompose.ok("ps", "-a").contains("a process ran out of memory"));
    jcompose.ok("down");
  }

  @Test
  void unknownServiceIsToldInTheSameWordsByEveryCommand(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).file("compose.yaml", "services: {web: {rootfs: /, command: [ls]}}\n");
    String words = "jcompose: no such service: wbe; did you mean 'web'? the only service is web\n";
    for (String command : List.of("up", "down", "ps", "logs", "pull")) {
      Result result = jcompose.run(command, "wbe");
      assertEquals(1, result.exit(), command);
      assertEquals(words, result.err(), command);
    }
    assertEquals(words, jcompose.run("exec", "-T", "wbe", "ls").err());
    assertEquals(words, jcompose.run("up", "--exit-code-from", "wbe").err());
  }

  @Test
  void serviceWithoutAContainer(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).file("compose.yaml", "services: {a: {rootfs: /, command: [ls]}}\n");
    String words = "jcompose: service 'a' has no container; start it with 'jcompose up -d'\n";
    assertEquals(words, jcompose.run("exec", "-T", "a", "ls").err());
    assertEquals(words, jcompose.run("logs", "a").err());
  }

  @Test
  void execInAFolderThatIsNotThere(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box();
    jcompose.ok("up", "-d");
    refused(
        jcompose.run("exec", "-T", "-w", "/nope", "box", "ls"),
        1,
        "ENOENT (No such file or directory): the container has no such folder");
    refused(
        jcompose.run("exec", "-T", "-w", "/etc/passwd", "box", "ls"),
        1,
        "ENOTDIR (Not a directory): in the container it is no folder");
    jcompose.ok("down");
  }

  private static Result up(Sandbox sandbox, String attributes) {
    Jcompose jcompose = Jcompose.in(sandbox).box(attributes);
    Result result = jcompose.run("up", "-d");
    jcompose.ok("down", "-v");
    return result;
  }

  private static void refused(Result result, int exit, String words) {
    assertTrue(result.err().contains(words), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
    assertFalse(result.err().contains("internal error"), result.err());
    assertEquals(exit, result.exit(), result.err());
  }
}
