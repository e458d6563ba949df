package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** What others do to jcompose's files must not keep a stack from being taken down. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class DamageIT {
  @Test
  void runFolderThatIsGoneIsNoObstacle(Sandbox sandbox) {
    // a network would be mounted in that folder, which so could not go
    Jcompose jcompose = Jcompose.in(sandbox).box("network_mode: none");
    jcompose.ok("up", "-d");
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
    HostCommand.run("rm", "-rf", sandbox.directories().run().toString()).checked();
    assertEquals("box\n", jcompose.ok("ps", "--services"));
    jcompose.ok("down");
    assertEquals("", jcompose.ok("ps", "-a", "-q"));
  }

  @Test
  void fullDiskDoesNotKeepDownFromItsWork(Sandbox sandbox) {
    Path small = sandbox.folder().resolve("root");
    HostCommand.run("mkdir", small.toString()).checked();
    HostCommand.run("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small.toString()).checked();
    try {
      Jcompose jcompose =
          Jcompose.in(sandbox).boxRuns("seq 20000; cat /dev/zero > /fill; seq 20000; echo full");
      jcompose.run("up", "-d");
      Result down =
          HostCommand.run(
              sandbox.environment(), jcompose.folder(), timed(jcompose.command("down")));
      assertEquals(0, down.exit(), down.err());
      assertTrue(down.err().contains("Removed"), down.err());
    } finally {
      HostCommand.run("umount", small.toString()).checked();
    }
  }

  private static List<String> timed(List<String> command) {
    List<String> timed = new ArrayList<>(List.of("timeout", "60"));
    timed.addAll(command);
    return timed;
  }

  @Test
  void damagedStateIsNamed(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).boxRuns("true");
    jcompose.ok("up");
    String id = jcompose.ok("ps", "-a", "-q").strip();
    Path folder = sandbox.directories().container(id);
    Path state = folder.resolve("container.json");
    HostCommand.run("truncate", "-s", "20", state.toString()).checked();
    Result ps = jcompose.run("ps");
    assertEquals(1, ps.exit());
    assertTrue(ps.err().contains(state + " is damaged"), ps.err());
    Path run = sandbox.directories().containerRun(id);
    assertTrue(ps.err().contains("remove " + folder + " and " + run), ps.err());
    HostCommand.run("rm", "-r", folder.toString(), run.toString()).checked();
    jcompose.ok("down");
  }
}
