package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code timeline} of real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class TimelineIT {
  @Test
  void showsHowAStackCameUp(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-service: &service
                  rootfs: ../rootfs
                  network_mode: none
                  stop_grace_period: 0s
                services:
                  db:
                    <<: *service
                    command: [sh, -c, "sleep 0.3; touch /ready; echo hello; exec sleep 1000"]
                    healthcheck: {test: "test -e /ready", interval: 100ms, retries: 100}
                  web:
                    <<: *service
                    command: [sleep, "1000"]
                    depends_on: {db: {condition: service_healthy}}
                """);
    assertTrue(jcompose.run("timeline").err().contains("nothing is known of how project 'shop'"));
    jcompose.ok("up", "-d");
    String text = jcompose.ok("timeline");
    assertTrue(text.contains("* shop-db-1   "), text);
    assertTrue(text.matches("(?s).*shop-db-1 .* first line .* healthy .*shop-web-1 .*"), text);
    assertTrue(text.contains("* critical path: shop-db-1 -> shop-web-1, "), text);
    String json = jcompose.ok("timeline", "--format", "json");
    assertTrue(
        json.matches("(?s).*\"criticalPath\" : \\[\\s*\"shop-db-1\",\\s*\"shop-web-1\"\\s*\\].*"),
        json);
    assertTrue(jcompose.ok("timeline", "--format", "svg", "db").startsWith("<svg xmlns="));
    assertEquals(2, jcompose.run("timeline", "--format", "png").exit());
    jcompose.ok("down");
    assertEquals(1, jcompose.run("timeline").exit());
  }
}
