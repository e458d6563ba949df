package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class SupervisorDeathIT {
  /** 10,000 numbered lines a second for twelve seconds, in bursts of 100. */
  private static final String COUNTING =
      """
      services:
      """
          + counting("one")
          + counting("two")
          + counting("three");

  private static final int LINES = 120_000;

  private static String counting(String name) {
    return """
      NAME:
        rootfs: ../rootfs
        command:
          - awk
          - |
            BEGIN {
              for (n = 1; n <= 120000; n++) {
                print n
                if (n % 100 == 0) { fflush(); system("usleep 9000") }
              }
              print "end"
            }
    """
        .replace("NAME", name);
  }

  @Test
  void containersGoOnAndNoLineIsLost(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", COUNTING);
    jcompose.ok("up", "-d");
    for (int i = 0; i < 3; i++) {
      kill(jcompose.supervisor("shop"));
      // ps finds them running, and starts another supervisor that adopts them.
      assertEquals("one\nthree\ntwo\n", sorted(jcompose.ok("ps", "--services")));
    }
    jcompose.ok("logs", "-f");
    for (String service : List.of("one", "two", "three")) {
      List<String> expected = new ArrayList<>();
      for (int n = 1; n <= LINES; n++) {
        expected.add(Integer.toString(n));
      }
      expected.add("end");
      assertEquals(expected, jcompose.ok("logs", "--no-log-prefix", service).lines().toList());
    }
    assertTrue(jcompose.ok("ps", "-a").contains("Exited (0)"));
    jcompose.ok("down");
  }

  @Test
  void foregroundUpStartsAnotherSupervisorAndGoesOn(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).boxRuns("echo begin; sleep 3; echo end; exit 4");
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("begin");
      kill(jcompose.supervisor("shop"));
      assertEquals(1, up.exit(), up.err());
      assertTrue(up.out().contains("box  | end"), up.out());
      assertTrue(up.err().contains("box exited with code 4"), up.err());
    }
    jcompose.ok("down");
  }

  @Test
  void downAfterAKillLeavesNothing(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", COUNTING);
    jcompose.ok("up", "-d");
    kill(jcompose.supervisor("shop"));
    jcompose.ok("down");
  }

  @Test
  void killOfTheFirstProcessIsAnExit(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).boxRuns("echo ready; exec sleep 1000");
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("ready");
      kill(jcompose.pid("box"));
      assertEquals(1, up.exit(), up.err());
      assertTrue(up.err().contains("box exited with code 137"), up.err());
    }
    Result exec = jcompose.run("exec", "-T", "box", "true");
    assertEquals(1, exec.exit());
    assertTrue(exec.err().contains("not running: it exited with code 137"), exec.err());
    jcompose.ok("down");
  }

  @Test
  void killedCommandLeavesTheStackRunning(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).boxRuns("echo ready; exec sleep 1000");
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("ready");
      up.signal("KILL");
      up.exit();
    }
    assertEquals("box\n", jcompose.ok("ps", "--services"));
    jcompose.ok("down");
  }

  private static void kill(long pid) {
    HostCommand.run("kill", "-KILL", Long.toString(pid)).checked();
  }

  private static String sorted(String lines) {
    return String.join("\n", lines.lines().sorted().toList()) + "\n";
  }
}
