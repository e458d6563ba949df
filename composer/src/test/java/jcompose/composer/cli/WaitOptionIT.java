package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code up --wait} and {@code start --wait}. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class WaitOptionIT {
  private static Jcompose project(Sandbox sandbox, String test) {
    return Jcompose.in(sandbox)
        .withBusybox()
        .file(
            "compose.yaml",
            """
            x-service: &service
              rootfs: ../rootfs
              network_mode: none
              stop_grace_period: 0s
              command: [sleep, "1000"]
            services:
              db:
                <<: *service
                healthcheck: {test: "TEST", interval: 100ms, retries: 3, start_period: 1h, start_interval: 100ms}
              free:
                <<: *service
              job:
                <<: *service
                command: [sh, -c, "sleep 0.3; exit ${CODE:-0}"]
            """
                .replace("TEST", test));
  }

  @Test
  void returnsWhenAllAreHealthyOrRunAndAnEndWithSuccessIsDone(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox, "test -e /ready");
    try (Running up = jcompose.start("up", "--wait")) {
      up.awaitOutput("Container shop-db-1  Waiting");
      jcompose.ok("exec", "-T", "db", "touch", "/ready");
      assertEquals(0, up.exit(), up.err());
      assertTrue(up.err().contains("Container shop-db-1  Healthy"), up.err());
    }
    assertTrue(jcompose.ok("ps").contains("(healthy)"), "it runs on");
    jcompose.ok("stop");
    jcompose.ok("start", "--wait", "--wait-timeout", "60");
    assertTrue(jcompose.ok("ps").contains("(healthy)"));
    jcompose.ok("down");
  }

  @Test
  void namesWhoIsNotReadyInTimeOrFailsAndWhy(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox, "echo not yet; exit 4");
    Result up = jcompose.run("up", "--wait", "--wait-timeout", "1");
    assertEquals(1, up.exit());
    assertTrue(
        up.err()
            .contains(
                "not ready after 1 s: container shop-db-1 is not healthy yet; its last probe ended"
                    + " with code 4: not yet; what runs goes on"),
        up.err());
    assertTrue(jcompose.ok("ps").contains("shop-free-1"));
    jcompose.ok("down");
    Result failed = jcompose.withVariables(Map.of("CODE", "7")).run("up", "--wait");
    assertEquals(1, failed.exit());
    assertTrue(failed.err().contains("container shop-job-1 exited (7)"), failed.err());
    jcompose.ok("down");
  }

  @Test
  void downOfAnotherTerminalEndsIt(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox, "exit 1");
    try (Running up = jcompose.start("up", "--wait")) {
      up.awaitOutput("Container shop-db-1  Waiting");
      jcompose.ok("down");
      assertEquals(1, up.exit(), up.err());
    }
    Result usage = jcompose.run("up", "--wait-timeout", "3");
    assertEquals(2, usage.exit());
    assertTrue(usage.err().contains("--wait-timeout needs --wait"), usage.err());
  }
}
