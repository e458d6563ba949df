package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code wait}: until containers have ended for good. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class WaitIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        network_mode: none
        stop_grace_period: 0s
      services:
        job: {<<: *service, command: [sh, -c, "trap 'exit 7' USR1; while :; do sleep 0.1; done"]}
        good: {<<: *service, command: [sh, -c, "exit 0"]}
        tries:
          <<: *service
          restart: on-failure:2
          command: [sh, -c, "echo tried; exit 5"]
        stays: {<<: *service, command: [sleep, '1000']}
      """;

  private static Jcompose up(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    return jcompose;
  }

  @Test
  void itEndsWithThemAndAsTheyDid(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    try (Running wait = jcompose.start("wait", "good", "job")) {
      wait.awaitOutput("shop-good-1 exited with code 0");
      assertFalse(wait.endsWithin(Duration.ofMillis(300)), "the other goes on");
      jcompose.ok("kill", "-s", "USR1", "job");
      assertEquals(7, wait.exit(), wait.err());
      assertTrue(wait.out().contains("shop-job-1 exited with code 7\n"));
    }
    Result again = jcompose.run("wait", "job");
    assertEquals(7, again.exit(), "what has ended is not waited for");
    assertEquals("shop-job-1 exited with code 7\n", again.out());
    jcompose.ok("down");
  }

  @Test
  void anEndAfterWhichItIsStartedAgainIsNone(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    assertEquals(5, jcompose.run("wait", "tries").exit());
    assertEquals(3, jcompose.ok("logs", "--no-log-prefix", "tries").lines().count());
    jcompose.ok("down");
  }

  @Test
  void itOutlivesTheSupervisor(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    try (Running wait = jcompose.start("wait", "good", "job")) {
      wait.awaitOutput("shop-good-1 exited");
      ProcessHandle supervisor = ProcessHandle.of(jcompose.supervisor("shop")).orElseThrow();
      supervisor.destroyForcibly();
      supervisor.onExit().join();
      jcompose.ok("kill", "-s", "USR1", "job");
      assertEquals(7, wait.exit(), wait.err());
    }
    jcompose.ok("down");
  }

  @Test
  void theProjectGoesWithTheFirst(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    Result wait = jcompose.run("wait", "--down-project", "good", "stays");
    assertEquals(0, wait.exit(), wait.err());
    assertTrue(wait.err().contains("Container shop-stays-1  Removed"), wait.err());
    assertEquals("", jcompose.ok("ps", "-a", "-q"));
  }

  @Test
  void whatCannotBeWaitedForIsTold(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    assertEquals(2, jcompose.run("wait").exit());
    Result unknown = jcompose.run("wait", "jop");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("no such service: jop; did you mean 'job'?"));
    assertTrue(jcompose.run("wait", "job").err().contains("service 'job' has no container"));
  }
}
