package jcompose.composer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** CVE-2019-5736, through the supervisor that starts containers and execs. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class EscapeSupervisorIT {
  @Test
  void itsProgramIsNoEntrypoint(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box("command: [/proc/self/exe, -version]");
    Result up = jcompose.run("up", "-d");
    assertTrue(up.exit() == 126 || up.exit() == 127, up.exit() + up.out() + up.err());
    assertTrue(up.err().contains("execve of [\"/proc/self/exe\", \"-version\"]: ENOENT"), up.err());
    jcompose.ok("down");
  }

  /** The container tries for as long as there are JVMs, and longer. */
  @Test
  void itsProgramIsNoInterpreterAndCannotBeHeld(Sandbox sandbox) throws Exception {
    String hold =
        "while [ ! -e /share/stop ]; do for p in /proc/[0-9]*; do if (exec 9< $p/exe)"
            + " 2>/dev/null; then case $(readlink $p/exe) in *java*) echo got $p >> /share/got;;"
            + " esac; fi; done; : > /share/tried; done";
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "pid: host",
                "volumes: ['./share:/share']",
                "command: [sh, -c, '" + hold.replace("$", "$$") + "']");
    Path share = Files.createDirectories(jcompose.folder().resolve("share"));
    Path script = jcompose.folder().resolveSibling("rootfs").resolve("bin/script");
    Files.writeString(script, "#!/proc/self/exe\n");
    assertTrue(script.toFile().setExecutable(true));
    jcompose.ok("up", "-d");
    for (int i = 0; i < 3; i++) {
      Result exec = jcompose.run("exec", "-T", "box", "script");
      assertTrue(exec.exit() == 126 || exec.exit() == 127, exec.exit() + exec.err());
      assertEquals("ok\n", jcompose.ok("exec", "-T", "box", "echo", "ok"));
    }
    jcompose.ok("exec", "-T", "box", "sh", "-c", "until [ -e /share/tried ]; do sleep 0.1; done");
    Files.writeString(share.resolve("stop"), "");
    jcompose.ok("down");
    assertFalse(Files.exists(share.resolve("got")), "a descriptor of a java was taken");
  }

  /**
   * Who has a descriptor of java's file, by whatever hole, waits until no JVM executes it any more,
   * since only then the kernel lets it be written to: it came by a read-only mount.
   */
  @Test
  void itsProgramCannotBeWrittenToByWhoKeptItOpen(Sandbox sandbox) throws Exception {
    Path jdk = sandbox.folder().resolve("jdk");
    HostCommand.run("cp", "-aL", "--no-preserve=links", System.getProperty("java.home"), "" + jdk);
    Path java = jdk.resolve("bin/java");
    byte[] before = Files.readAllBytes(java);
    Jcompose jcompose = Jcompose.in(sandbox).box();
    List<String> up = new ArrayList<>(jcompose.command("up", "-d"));
    up.set(0, java.toString());
    HostCommand.run(sandbox.environment(), jcompose.folder(), up).checked();
    String supervisor = "/proc/" + jcompose.supervisor("shop") + "/exe";
    assertEquals(java, Files.readSymbolicLink(Path.of(supervisor)));
    Process holder =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec 9< " + supervisor + "; echo held; read go; echo x >> /proc/self/fd/9")
            .redirectErrorStream(true)
            .start();
    try {
      assertEquals("held\n", new String(holder.getInputStream().readNBytes(5), UTF_8));
      jcompose.ok("down");
      // nothing but the mount is in the way: by its path the file can be opened for writing
      Files.newOutputStream(java, StandardOpenOption.APPEND).close();
      holder.getOutputStream().write('\n');
      holder.getOutputStream().close();
      String told = new String(holder.getInputStream().readAllBytes(), UTF_8);
      assertTrue(told.contains("Read-only file system"), told);
      assertArrayEquals(before, Files.readAllBytes(java));
    } finally {
      holder.destroyForcibly().onExit().join();
    }
  }
}
