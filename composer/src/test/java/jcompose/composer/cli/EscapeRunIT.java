package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** CVE-2019-5736, through {@code run}, which is its container's parent itself. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class EscapeRunIT {
  @Test
  void itsProgramIsNoEntrypoint(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox();
    Result run = jcompose.run("run", "--rm", "--rootfs", "../rootfs", "/proc/self/exe", "-version");
    assertTrue(run.exit() == 126 || run.exit() == 127, run.exit() + run.out() + run.err());
    assertTrue(
        run.err().contains("execve of [\"/proc/self/exe\", \"-version\"]: ENOENT"), run.err());
  }

  @Test
  void itsProgramIsNoInterpreter(Sandbox sandbox) throws Exception {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox();
    Path script = jcompose.folder().resolveSibling("rootfs").resolve("bin/script");
    Files.writeString(script, "#!/proc/self/exe\n");
    assertTrue(script.toFile().setExecutable(true));
    Result run = jcompose.run("run", "--rm", "--rootfs", "../rootfs", "script");
    assertTrue(run.exit() == 126 || run.exit() == 127, run.exit() + run.out() + run.err());
  }

  /** A container that sees all processes finds its parent's program, and cannot open it. */
  @Test
  void itsProgramCannotBeOpened(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox();
    String hold =
        "grep -q java /proc/$PPID/comm && echo parent; if (exec 9< /proc/$PPID/exe) 2>/dev/null;"
            + " then echo open; else echo closed; fi";
    Result run =
        jcompose.run("run", "--rm", "--pid", "host", "--rootfs", "../rootfs", "sh", "-c", hold);
    assertEquals(new Result(0, "parent\nclosed\n", ""), run);
  }
}
