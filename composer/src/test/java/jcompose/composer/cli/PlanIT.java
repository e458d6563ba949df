package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code plan} and {@code up --dry-run} against containers that are there. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class PlanIT {
  private static final String FILE =
      """
      services:
        web:
          rootfs: ../rootfs
          stop_grace_period: 0s
          command: [sleep, "1000"]
          environment:
            MODE: ${MODE:-one}
          configs: [site]
          depends_on: {db: {condition: service_started, restart: true}}
        db:
          rootfs: ../rootfs
          stop_grace_period: 0s
          command: [sleep, "1000"]
      configs:
        site: {file: ./site.conf}
      """;

  @Test
  void saysWhatUpWouldDoAndWhyAndChangesNothing(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).withBusybox().file("compose.yaml", FILE).file("site.conf", "a\n");
    assertPlan(jcompose.run("plan"), 3, "db: create shop-db-1\nweb: create shop-web-1 after db\n");
    assertEquals("", jcompose.ok("ps", "-aq"));
    jcompose.ok("up", "-d");
    Result none = jcompose.run("plan");
    assertPlan(none, 0, "db: keep shop-db-1\nweb: keep shop-web-1 after db\n");
    assertTrue(none.err().contains("nothing to do"), none.err());

    Jcompose changed = jcompose.withVariables(Map.of("MODE", "two"));
    String why =
        "web: recreate shop-web-1 after db: config changed: services.web.environment.MODE"
            + " (compose.yaml:7:7)\n";
    assertPlan(changed.run("plan"), 3, "db: keep shop-db-1\n" + why);
    assertPlan(changed.run("up", "--dry-run"), 3, "db: keep shop-db-1\n" + why);
    assertEquals(
        """
        {
          "project" : "shop",
          "changes" : true,
          "services" : [
            {
              "service" : "web",
              "container" : "shop-web-1",
              "action" : "recreate",
              "causes" : [
                {
                  "kind" : "config",
                  "text" : "config changed: services.web.environment.MODE",
                  "position" : "compose.yaml:7:7"
                }
              ],
              "after" : [
                {
                  "service" : "db",
                  "condition" : "service_started"
                }
              ]
            }
          ],
          "orphans" : [ ]
        }
        """,
        changed.run("plan", "--no-deps", "--format", "json", "web").out());

    jcompose.file("site.conf", "b\n");
    assertPlan(
        jcompose.run("plan", "web"),
        3,
        "db: keep shop-db-1\n"
            + "web: recreate shop-web-1 after db: config content changed: site"
            + " (compose.yaml:8:15)\n");
    jcompose.file("site.conf", "a\n");
    jcompose.ok("stop", "web");
    assertPlan(
        jcompose.run("plan"),
        3,
        "db: keep shop-db-1\nweb: start shop-web-1 after db: not running\n");
    jcompose.ok("start");
    assertPlan(
        jcompose.run("plan", "--force-recreate", "db"),
        3,
        """
        db: recreate shop-db-1: asked for
        web: restart shop-web-1 after db: it depends on db, which is made anew
        """);

    jcompose.file("compose.yaml", FILE.replace("  db:\n", "  store:\n").replace("{db:", "{store:"));
    assertPlan(
        jcompose.run("plan"),
        3,
        """
        store: create shop-store-1
        web: restart shop-web-1 after store: it depends on store, which is made anew
        orphan shop-db-1
        """);
    Result up = changed.run("up", "-d");
    assertTrue(
        up.err()
            .contains(
                "Container shop-web-1  Recreate: config changed: services.web.environment.MODE"
                    + " (compose.yaml:7:7)\n"),
        up.err());
    jcompose.ok("down");
  }

  private static void assertPlan(Result plan, int exit, String words) {
    assertEquals(words, plan.out(), plan.err());
    assertEquals(exit, plan.exit());
  }
}
