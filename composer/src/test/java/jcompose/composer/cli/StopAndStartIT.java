package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** Containers that are stopped, started, killed and removed without the file's being read. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class StopAndStartIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_signal: SIGKILL
        restart: always
        networks: {inner: {}}
        command: [sh, -c, "trap 'echo heard' USR1; echo begins; while :; do sleep 1000 & wait $$!; done"]
      services:
        store:
          <<: *service
          volumes: [/data]
        web:
          <<: *service
          depends_on: [store]
      networks:
        inner: {internal: true}
      """;

  private static Jcompose up(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    return jcompose;
  }

  @Test
  void stoppedContainersAreStartedAsTheyWere(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    String ids = jcompose.ok("ps", "-q");
    String address = jcompose.ok("exec", "-T", "web", "ip", "-4", "addr", "show", "eth0");
    jcompose.ok("exec", "-T", "store", "sh", "-c", "echo kept > /data/file; echo own > /file");

    jcompose.ok("stop", "web");
    assertFalse(jcompose.ok("ps").contains("web"));
    assertTrue(jcompose.ok("ps").contains("store"), "the other goes on");
    assertTrue(jcompose.ok("ps", "-a").contains("Exited (137)"), "no policy brings it back");
    jcompose.ok("stop");
    assertEquals("", jcompose.ok("ps", "-q"));

    jcompose.ok("start", "web"); // and what it needs
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals(address, jcompose.ok("exec", "-T", "web", "ip", "-4", "addr", "show", "eth0"));
    assertEquals("kept\nown\n", jcompose.ok("exec", "-T", "store", "cat", "/data/file", "/file"));
    assertTrue(jcompose.ok("exec", "-T", "web", "nslookup", "store").contains("store"));
    assertEquals(2, jcompose.ok("logs", "--no-log-prefix", "web").lines().count());
    jcompose.ok("down", "-v");
  }

  @Test
  void restartEndsAndBeginsAndWhoFollowsSeesBoth(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("store  | begins");
      up.awaitOutput("web    | begins");
      long before = jcompose.pid("web");
      String ids = jcompose.ok("ps", "-q");
      Result restart = jcompose.run("restart");
      assertEquals(0, restart.exit(), restart.err());
      assertNotEquals(before, jcompose.pid("web"));
      assertEquals(ids, jcompose.ok("ps", "-q"));
      assertFalse(up.endsWithin(Duration.ZERO), up.err());
      jcompose.ok("stop");
      assertEquals(1, up.exit(), up.err()); // they were killed, which is code 137
      assertEquals(2, up.out().lines().filter("web    | begins"::equals).count(), up.out());
    }
    jcompose.ok("down", "-v");
  }

  @Test
  void signalsAreHeardAndWhatIsKilledStaysSo(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    try (Running logs = jcompose.start("logs", "-f", "web")) {
      jcompose.ok("kill", "-s", "USR1", "web");
      logs.awaitOutput("heard");
      assertTrue(jcompose.ok("ps").contains("web"));
      Result killed = jcompose.run("kill");
      assertEquals(0, killed.exit(), killed.err());
      assertTrue(killed.err().contains("Container shop-web-1  Killed"), killed.err());
    }
    assertEquals("", jcompose.ok("ps", "-q"), "although its policy is 'always'");

    jcompose.ok("start", "store");
    Result some = jcompose.run("rm", "-f");
    assertTrue(some.err().contains("Container shop-web-1  Removed"), some.err());
    assertFalse(some.err().contains("shop-store-1"), "it runs: " + some.err());
    Result all = jcompose.run("rm", "-f", "-s", "-v", "store");
    assertTrue(all.err().contains("Container shop-store-1  Removed"), all.err());
    assertEquals("", jcompose.ok("ps", "-a", "-q"));
    jcompose.ok("down");
  }

  @Test
  void whatIsPausedStandsStill(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "network_mode: none",
                "command: [sh, -c, 'while :; do echo tick; sleep 0.01; done']");
    jcompose.ok("up", "-d");
    Result paused = jcompose.run("pause");
    assertTrue(paused.err().contains("Container shop-box-1  Paused"), paused.err());
    long lines = jcompose.ok("logs").lines().count();
    assertTrue(jcompose.ok("ps").contains(" (Paused)"));
    String json = jcompose.ok("ps", "--format", "json").replace(" ", "");
    assertTrue(json.contains("\"state\":\"paused\""), json);
    assertEquals("", jcompose.ok("ps", "-q", "--status", "running"));
    assertEquals(lines, jcompose.ok("logs").lines().count());
    assertEquals("", jcompose.run("pause").err(), "it is already");
    try (Running logs = jcompose.start("logs", "-f", "-n", "0")) {
      jcompose.ok("unpause", "box");
      logs.awaitOutput("tick");
    }
    jcompose.ok("pause");
    jcompose.ok("down"); // it can end all the same
  }

  @Test
  void whatIsNotThereIsTold(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    assertSays(jcompose.run("stop"), 0, "project 'shop' has no containers");
    assertSays(jcompose.run("start"), 1, "project 'shop' has no containers");
    assertSays(jcompose.run("restart", "wep"), 1, "no such service: wep");
    assertSays(jcompose.run("rm"), 2, "where there is no terminal, say -f");
    assertSays(jcompose.run("kill", "-s", "NOW"), 2, "-s: signal 'NOW' does not exist");
    jcompose.ok("up", "-d", "store");
    assertSays(
        jcompose.run("start", "web"),
        1,
        "service 'web' has no container; make it with 'jcompose up -d web'");
    jcompose.ok("down", "-v");
  }

  private static void assertSays(Result result, int exit, String words) {
    assertEquals(exit, result.exit(), result.err());
    assertTrue(result.err().contains(words), result.err());
  }
}
