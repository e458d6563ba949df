package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Containers that are started again when they have ended by themselves. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RestartIT {
  @Test
  void onFailureTriesAsOftenAsItSaysAndItsLogGoesOn(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box("restart: on-failure:3", "command: [sh, -c, 'echo run; echo end >&2; exit 5']");
    try (Running up = jcompose.start("up")) {
      assertEquals(1, up.exit(), up.err());
      assertEquals(4, up.out().split("box {2}\\| run\n", -1).length - 1, up.out());
      assertEquals(3, count(up.err(), "box exited with code 5 (restarting)\n"), up.err());
      assertTrue(up.err().endsWith("box exited with code 5\n"), up.err());
    }
    assertTrue(jcompose.ok("ps", "-a").matches("(?s).*Exited \\(5\\) .* ago, restarted 3 times.*"));
    assertEquals(4, count(jcompose.ok("logs", "--no-log-prefix"), "run\n"));
    jcompose.ok("down");
  }

  @Test
  void aCrashLoopIsSeenGoesOnWithoutItsSupervisorAndEndsWithDown(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).box("restart: always", "command: [sh, -c, 'echo run; exit 1']");
    jcompose.ok("up", "-d");
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
    String seen = jcompose.ok("ps"); // starts another supervisor, which goes on
    long next = jcompose.supervisor("shop");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!seen.contains("Restarting (") && System.nanoTime() < deadline) {
      seen = jcompose.ok("ps");
      assertEquals(next, jcompose.supervisor("shop")); // it does not end between two runs
    }
    assertTrue(seen.matches("(?s).*Restarting \\((1|255)\\) .* ago, restarted .*"), seen);
    try (Running logs = jcompose.start("logs", "-f", "-n", "0")) {
      logs.awaitOutput("run");
    }
    jcompose.ok("down");
    assertFalse(jcompose.ok("ps", "-a").contains("box"));
  }

  @Test
  void aContainerThatIsKilledComesBackWithItsAddress(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "restart: unless-stopped",
                "networks: [one]",
                "command: [sh, -c, 'echo pid $$$$; ip -o -4 addr show eth0; exec sleep 1000']")
            .file("more.yaml", "networks: {one: {}}\n");
    try (Running up = jcompose.start("up", "compose.yaml", "more.yaml")) {
      up.awaitOutput("eth0");
      HostCommand.run("kill", "-KILL", Long.toString(jcompose.pid("box"))).checked();
      up.awaitOutput("box exited with code 137 (restarting)");
      up.awaitOutput("eth0", 2);
      assertEquals(1, up.out().lines().filter(line -> line.contains("eth0")).distinct().count());
      assertTrue(jcompose.ok("ps").contains("restarted once"));
      up.signal("INT"); // the user's stop is the last
      assertEquals(130, up.exit(), up.err());
    }
    assertFalse(jcompose.ok("ps").contains("box"));
    jcompose.ok("down");
  }

  @Test
  void oneThatCannotBeStartedAgainHasEndedForWhoeverFollows(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "restart: on-failure:1",
                "volumes: [./data:/data]",
                "command: [sh, -c, 'trap \"exit 5\" TERM; echo run; while :; do sleep 0.1; done']");
    Path data = data(jcompose);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("run");
      try (Running logs = jcompose.start("logs", "-f")) {
        logs.awaitOutput("run");
        HostCommand.run("mv", data.toString(), data + "-gone").checked();
        HostCommand.run("kill", "-TERM", Long.toString(jcompose.pid("box"))).checked();
        assertEquals(1, up.exit(), up.err());
        assertEquals(0, logs.exit(), logs.err());
      }
      assertTrue(up.err().contains("box exited with code 5 (restarting)\n"), up.err());
      assertTrue(up.err().contains("could not be started again: "), up.err());
      assertTrue(up.err().endsWith("box exited with code 5\n"), up.err());
    }
    assertTrue(jcompose.ok("ps", "-a").contains("Exited (5)"));
    jcompose.ok("down");
  }

  @Test
  void aStartOfTheUserThatFailsEndsTheWaitForWhoeverFollows(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "deploy: {restart_policy: {delay: 5m}}",
                "volumes: [./data:/data]",
                "command: [sh, -c, 'echo run; exit 5']");
    Path data = data(jcompose);
    jcompose.ok("up", "-d");
    try (Running logs = jcompose.start("logs", "-f")) {
      logs.awaitOutput("run");
      HostCommand.run("mv", data.toString(), data + "-gone").checked();
      assertFalse(logs.endsWithin(Duration.ofMillis(500)), "it waits, and so do they");
      assertEquals(1, jcompose.run("up", "-d").exit());
      assertEquals(0, logs.exit(), logs.err());
    }
    assertFalse(jcompose.ok("ps").contains("box"));
    jcompose.ok("down");
  }

  private static Path data(Jcompose jcompose) {
    try {
      return Files.createDirectory(jcompose.folder().resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int count(String text, String part) {
    return text.split(part.replace("(", "\\(").replace(")", "\\)"), -1).length - 1;
  }
}
