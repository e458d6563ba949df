package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Options of {@code up}, and {@code create}, on real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class UpFlagsIT {
  private static Jcompose project(Sandbox sandbox) {
    return Jcompose.in(sandbox)
        .withBusybox()
        .file(
            "compose.yaml",
            """
            x-service: &service
              rootfs: ../rootfs
              network_mode: none
              stop_grace_period: 0s
            services:
              web:
                <<: *service
                command: [sh, -c, "echo from web; sleep 0.2; exit ${CODE:-0}"]
                depends_on: {db: {condition: service_started}, job: {condition: service_completed_successfully}}
              db:
                <<: *service
                environment: {MODE: "${MODE:-one}"}
                command: [sh, -c, "echo from db; exec sleep 1000"]
              job:
                <<: *service
                command: [sh, -c, "echo from job"]
            """);
  }

  @Test
  void anEndStopsAllAndGivesItsCodeButNotOneThatIsWaitedFor(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox).withVariables(Map.of("CODE", "7"));
    Result exit = jcompose.run("up", "--abort-on-container-exit");
    assertEquals(7, exit.exit(), exit.err());
    assertTrue(exit.out().contains("from web"), exit.out());
    assertEquals("", jcompose.ok("ps", "-q"));
    Result failure = jcompose.run("up", "--abort-on-container-failure");
    assertEquals(7, failure.exit(), failure.err());
    assertEquals("", jcompose.ok("ps", "-q"));
    Result from = jcompose.run("up", "--exit-code-from", "web");
    assertEquals(7, from.exit(), from.err());
    Result success = jcompose.withVariables(Map.of()).run("up", "--abort-on-container-exit");
    assertEquals(0, success.exit(), success.err());
    jcompose.ok("down");
  }

  @Test
  void outputIsShownOfWhatIsWantedAndAsItIsWanted(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox);
    String[] stop = {"up", "--abort-on-container-exit"};
    Result named = jcompose.run(stop[0], stop[1], "web");
    assertEquals("web  | from web\n", named.out(), "what it needs is not attached to");
    Result both = jcompose.run(stop[0], stop[1], "--attach-dependencies", "web");
    assertTrue(both.out().contains("db   | from db\n"), both.out());
    Result without =
        jcompose.run(
            stop[0], stop[1], "--no-attach", "db", "--no-attach", "job", "--no-log-prefix");
    assertEquals("from web\n", without.out());
    Result one = jcompose.run(stop[0], stop[1], "--attach", "job", "--timestamps", "--no-color");
    assertTrue(one.out().matches("job  \\| 20[^ ]+Z from job\n"), one.out());
    Result unknown = jcompose.run(stop[0], stop[1], "--attach", "jbo");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("did you mean 'job'?"), unknown.err());
    jcompose.ok("down");
  }

  @Test
  void createMakesContainersThatStartStarts(Sandbox sandbox) {
    Jcompose jcompose = project(sandbox);
    Result create = jcompose.run("create", "-y", "--quiet-pull", "--pull", "never");
    assertEquals(0, create.exit(), create.err());
    assertTrue(create.err().contains("Container shop-web-1  Created"), create.err());
    assertFalse(create.err().contains("Started"), create.err());
    String ids = jcompose.ok("ps", "-aq");
    assertEquals(3, ids.lines().count());
    assertEquals(3, jcompose.ok("ps", "-aq", "--status", "created").lines().count());
    jcompose.ok("start", "db");
    assertEquals(1, jcompose.ok("ps", "-q").lines().count());

    Jcompose changed = jcompose.withVariables(Map.of("MODE", "two"));
    Result kept = changed.run("up", "--no-start", "--no-recreate");
    assertEquals(0, kept.exit(), kept.err());
    assertEquals(ids, jcompose.ok("ps", "-aq"));
    assertTrue(jcompose.ok("ps").contains("shop-db-1"));
    changed.ok("create");
    assertNotEquals(ids, jcompose.ok("ps", "-aq"), "db is made anew");
    assertEquals("", jcompose.ok("ps", "-q"), "and not started");
    String db = changed.ok("ps", "-aq", "db");
    String job = changed.ok("ps", "-aq", "job");
    changed.ok("up", "-d", "--always-recreate-deps", "web");
    assertNotEquals(db, changed.ok("ps", "-aq", "db"));
    assertNotEquals(job, changed.ok("ps", "-aq", "job"));
    jcompose.ok("down");
  }
}
