package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code depends_on} with its conditions, on real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class DependsOnIT {
  private static final String SERVICE =
      """
      x-service: &service
        rootfs: ../rootfs
        network_mode: none
        stop_grace_period: 0s
        command: [sleep, "1000"]
      """;

  private static final String NEVER_READY =
      """
      services:
        web:
          <<: *service
          depends_on:
            db: {condition: service_healthy}
        db:
          <<: *service
          healthcheck: {test: test -e /ready, interval: 100ms, start_period: 1h, start_interval: 100ms}
      """;

  private static Jcompose project(Sandbox sandbox, String services) {
    return Jcompose.in(sandbox).withBusybox().file("compose.yaml", SERVICE + services);
  }

  @Test
  void healthAndSuccessAreWaitedForAndWhatIsTiedIsRestarted(Sandbox sandbox) {
    Jcompose jcompose =
        project(
            sandbox,
            """
            services:
              web:
                <<: *service
                volumes: [data:/data]
                command: [sh, -c, "cat /data/log; exec sleep 1000"]
                depends_on:
                  migrate: {condition: service_completed_successfully}
                  db: {condition: service_healthy, restart: true}
              migrate:
                <<: *service
                volumes: [data:/data]
                command: [sh, -c, "echo migrated >> /data/log"]
                depends_on:
                  db: {condition: service_healthy}
              db:
                <<: *service
                volumes: [data:/data]
                environment: {MODE: "${MODE:-one}"}
                command: [sh, -c, "echo begins >> /data/log; sleep 0.5; echo ready >> /data/log; exec sleep 1000"]
                healthcheck: {test: grep -q ready /data/log, interval: 100ms, retries: 200}
            volumes: {data: {}}
            """);
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit(), up.err());
    assertInOrder(
        up.err(),
        "Container shop-db-1  Started",
        "Container shop-db-1  Waiting",
        "Container shop-db-1  Healthy",
        "Container shop-migrate-1  Started",
        "Container shop-migrate-1  Waiting",
        "Container shop-migrate-1  Exited",
        "Container shop-web-1  Started");
    assertEquals("begins\nready\nmigrated\n", jcompose.ok("logs", "--no-log-prefix", "web"));

    long web = jcompose.pid("web");
    Result alone = jcompose.run("restart", "--no-deps", "db");
    assertFalse(alone.err().contains("shop-web-1"), alone.err());
    assertEquals(web, jcompose.pid("web"));
    Result restart = jcompose.run("restart", "db");
    assertEquals(0, restart.exit(), restart.err());
    assertInOrder(
        restart.err(),
        "Container shop-web-1  Stopped",
        "Container shop-db-1  Started",
        "Container shop-web-1  Started");
    assertNotEquals(web, jcompose.pid("web"));
    assertFalse(restart.err().contains("migrate"), restart.err());

    String id = jcompose.ok("ps", "-q", "web");
    Result changed = jcompose.withVariables(Map.of("MODE", "two")).run("up", "-d", "db");
    assertInOrder(
        changed.err(),
        "Container shop-db-1  Removed",
        "Container shop-db-1  Started",
        "Container shop-web-1  Stopped",
        "Container shop-web-1  Started");
    assertEquals(id, jcompose.ok("ps", "-q", "web"), "it is the same container");

    jcompose.ok("stop");
    Result start = jcompose.run("start");
    assertInOrder(start.err(), "Container shop-migrate-1  Exited", "Container shop-web-1  Started");
    jcompose.ok("down", "-v");
  }

  @Test
  void whatBecomesUnhealthyOrEndsOtherwiseIsNamedWithItsPlaceAndOthersGoOn(Sandbox sandbox) {
    Jcompose jcompose =
        project(
            sandbox,
            """
            services:
              web:
                <<: *service
                depends_on:
                  sick:
                    condition: service_healthy
              job:
                <<: *service
                depends_on: {fails: {condition: service_completed_successfully}}
              late:
                <<: *service
                depends_on: {ends: {condition: service_healthy}}
              sick:
                <<: *service
                healthcheck: {test: "echo no connection; exit 1", interval: 100ms, retries: 2}
              fails:
                <<: *service
                command: [sh, -c, "sleep 0.3; exit 3"]
              ends:
                <<: *service
                command: [sh, -c, "sleep 0.3; exit 0"]
                healthcheck: {test: exit 1, interval: 10s, retries: 200}
              free:
                <<: *service
            """);
    Result up = jcompose.run("up", "-d");
    assertEquals(1, up.exit(), up.err());
    assertContains(
        up.err(),
        "compose.yaml:11:20: services.web.depends_on.sick: dependency failed to start: container"
            + " shop-sick-1 is unhealthy; its last probe ended with code 1: no connection\n");
    assertContains(
        up.err(),
        "services.job.depends_on.fails: service 'fails' didn't complete successfully: exit 3\n");
    assertContains(
        up.err(),
        "services.late.depends_on.ends: dependency failed to start: container shop-ends-1 exited"
            + " (0)\n");
    String there = jcompose.ok("ps", "-a");
    assertContains(there, "shop-free-1");
    for (String left : new String[] {"shop-web-1", "shop-job-1", "shop-late-1"}) {
      assertFalse(there.contains(left), there);
    }
    jcompose.ok("down");
  }

  @Test
  void aWaitForTheHealthOfWhatIsNotProbedIsRefusedBeforeAnythingStarts(Sandbox sandbox) {
    Jcompose jcompose =
        project(
            sandbox,
            """
            services:
              web:
                <<: *service
                depends_on: {db: {condition: service_healthy}}
              db:
                <<: *service
                healthcheck: {test: [NONE]}
            """);
    Result up = jcompose.run("up", "-d");
    assertEquals(1, up.exit());
    assertContains(
        up.err(),
        "compose.yaml:9:34: services.web.depends_on.db: service 'db' has no health check, nor has"
            + " its image; give it 'healthcheck', or wait for 'service_started'");
    assertEquals("", jcompose.ok("ps", "-aq"));
  }

  @Test
  void whatIsOptionalMayFailOrBeMissing(Sandbox sandbox) {
    Jcompose jcompose =
        project(
            sandbox,
            """
            services:
              web:
                <<: *service
                depends_on:
                  none: {required: false, condition: service_started}
                  fails: {required: false, condition: service_completed_successfully}
                  broken: {required: false, condition: service_started}
              fails:
                <<: *service
                command: ["false"]
              broken:
                <<: *service
                command: [/no/such/program]
            """);
    Result up = jcompose.run("up", "-d", "web");
    assertEquals(0, up.exit(), up.err());
    assertContains(up.err(), "services.web.depends_on.none: no service 'none'");
    assertContains(up.err(), "optional dependency 'fails' didn't complete successfully: exit 1");
    assertContains(up.err(), "optional dependency 'broken' failed to start: ");
    assertContains(jcompose.ok("ps"), "shop-web-1");
    assertEquals(127, jcompose.run("up", "-d").exit(), "all of them are asked for");
    assertContains(jcompose.ok("ps"), "shop-web-1");
    jcompose.ok("down");
  }

  @Test
  void onlyTheLastEndOfWhatIsStartedAgainCounts(Sandbox sandbox) {
    Jcompose jcompose =
        project(
            sandbox,
            """
            services:
              web:
                <<: *service
                depends_on: {job: {condition: service_completed_successfully}}
              job:
                <<: *service
                restart: on-failure
                command: [sh, -c, "test -e /tried && exit 0; touch /tried; exit 1"]
            """);
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit(), up.err());
    assertInOrder(up.err(), "Container shop-job-1  Restarted", "Container shop-web-1  Started");
    jcompose.ok("down");
  }

  @Test
  void interruptingAWaitStopsWhatRuns(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox, NEVER_READY);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("Container shop-db-1  Waiting");
      up.signal("INT");
      assertEquals(130, up.exit(), up.err());
      assertFalse(up.err().contains("no longer waited for"), up.err());
    }
    assertEquals("", jcompose.ok("ps", "-q"));
    assertFalse(jcompose.ok("ps", "-a").contains("shop-web-1"));
    jcompose.ok("down");
  }

  @Test
  void aWaitOfAnotherTerminalEndsWithDownAndWithItsCommand(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox, NEVER_READY);
    try (Running up = jcompose.start("up", "-d")) {
      up.awaitOutput("Container shop-db-1  Waiting");
      jcompose.ok("down");
      assertEquals(1, up.exit(), up.err());
      assertContains(up.err(), "no longer waited for: the project was taken down");
    }
    assertEquals("", jcompose.ok("ps", "-aq"));
    try (Running up = jcompose.start("up", "-d")) {
      up.awaitOutput("Container shop-db-1  Waiting");
      up.signal("INT");
      assertEquals(130, up.exit(), up.err());
    }
    // would wait for the first one's end
    Result pause = jcompose.run("pause", "db");
    assertEquals(0, pause.exit(), pause.err());
    assertFalse(jcompose.ok("ps", "-a").contains("shop-web-1"));
    jcompose.ok("down");
  }

  @Test
  void aKilledSupervisorsWaitIsTakenUpByTheNext(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox, NEVER_READY);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("Container shop-db-1  Waiting");
      HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
      up.awaitOutput("starting another");
      jcompose.ok("exec", "-T", "db", "touch", "/ready");
      up.awaitOutput("Container shop-web-1  Started");
    }
    jcompose.ok("down");
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  private static void assertInOrder(String text, String... parts) {
    int at = 0;
    for (String part : parts) {
      int next = text.indexOf(part, at);
      assertTrue(next >= 0, part + " is not where it should be in\n" + text);
      at = next;
    }
  }
}
