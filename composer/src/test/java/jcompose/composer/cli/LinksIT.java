package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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

/** {@code jcompose link} on containers that run, with what every kernel has: rates and plugs. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class LinksIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_grace_period: 0s
        command: [sleep, '1000']
      services:
        web:
          <<: *service
          networks:
            wan: {link: {rate: 50mbit}}
            lan:
        client:
          <<: *service
          networks: [wan]
        idle:
          <<: *service
          network_mode: none
        ended:
          <<: *service
          command: ['true']
          networks: [wan]
      networks:
        wan: {internal: true}
        lan: {internal: true}
      """;

  private static Jcompose up(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    return jcompose;
  }

  @Test
  void areSetShownAndResetWhileTheContainerRuns(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    assertEquals("50mbit - 50mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals("- - none", rates(jcompose, "web", "wan", "in"));
    jcompose.ok("link", "set", "web", "wan", "--rate", "5mbit");
    assertEquals("50mbit 5mbit 5mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals("- - none", rates(jcompose, "web", "wan", "in"));
    jcompose.ok("link", "set", "web", "eth1", "--rate", "3mbit", "--direction", "both");
    assertEquals("50mbit 3mbit 3mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals("- 3mbit 3mbit", rates(jcompose, "web", "wan", "in"));
    jcompose.ok("link", "set", "web", "wan", "--rate", "0", "--direction", "in");
    assertEquals("- none none", rates(jcompose, "web", "wan", "in"));
    jcompose.ok("link", "set", "client", "--rate", "8mbit"); // its only link
    String json = jcompose.ok("link", "show", "client", "--format", "json");
    assertTrue(json.contains("\"interface\" : \"eth0\""), json);
    assertTrue(json.replaceAll("\\s+", "").contains("\"set\":{\"rate\":\"8mbit\"}"), json);
    jcompose.ok("link", "reset", "web", "wan");
    assertEquals("50mbit - 50mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals("- - none", rates(jcompose, "web", "wan", "in"));
    assertEquals("- 8mbit 8mbit", rates(jcompose, "client", "wan", "out"));
    jcompose.ok("link", "reset", "client");
    assertEquals("- - none", rates(jcompose, "client", "wan", "out"));
    jcompose.ok("down");
  }

  @Test
  void stayThroughRestartsAndAreForgottenByDown(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    jcompose.ok("link", "set", "web", "wan", "--rate", "5mbit");
    jcompose.ok("link", "set", "client", "wan", "--rate", "6mbit", "--direction", "in");
    jcompose.ok("link", "down", "web", "lan");
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.pid("web"))).checked();
    jcompose.awaitEnd("web");
    jcompose.ok("up", "-d");
    kept(jcompose);
    jcompose.ok("up", "-d", "--force-recreate");
    kept(jcompose);
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
    kept(jcompose);
    jcompose.ok("link", "set", "client", "wan", "--rate", "7mbit"); // starts another supervisor
    jcompose.ok("link", "reset", "client");
    kept(jcompose, "- - none");
    jcompose.ok("down", "web");
    jcompose.ok("up", "-d");
    assertEquals("50mbit - 50mbit", rates(jcompose, "web", "wan", "out"));
    jcompose.ok("link", "set", "web", "wan", "--rate", "5mbit");
    jcompose.ok("down");
    assertFalse(Files.exists(sandbox.directories().root().resolve("projects/shop/links.json")));
    jcompose.ok("up", "-d");
    assertEquals("50mbit - 50mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals("up", state(jcompose, "web", "lan"));
    jcompose.ok("down");
  }

  private static void kept(Jcompose jcompose) {
    kept(jcompose, "- 6mbit 6mbit");
  }

  private static void kept(Jcompose jcompose, String client) {
    assertEquals("50mbit 5mbit 5mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals(client, rates(jcompose, "client", "wan", "in"));
    assertEquals("down", state(jcompose, "web", "lan"));
  }

  @Test
  void followTheFileWithoutANewContainer(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    String ids = jcompose.ok("ps", "-q");
    jcompose.ok("link", "set", "client", "wan", "--rate", "6mbit");
    jcompose.file(
        "compose.yaml",
        STACK
            .replace("rate: 50mbit", "rate: 20mbit")
            .replace("lan: {internal: true}", "lan: {internal: true, link: {rate: 9mbit}}"));
    jcompose.ok("up", "-d");
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals("20mbit - 20mbit", rates(jcompose, "web", "wan", "out"));
    assertEquals("9mbit - 9mbit", rates(jcompose, "web", "lan", "out"));
    assertEquals("- 6mbit 6mbit", rates(jcompose, "client", "wan", "out"));
    jcompose.file("compose.yaml", STACK.replace("wan: {link: {rate: 50mbit}}", "wan:"));
    jcompose.ok("up", "-d");
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals("- - none", rates(jcompose, "web", "wan", "out"));
    assertEquals("- - none", rates(jcompose, "web", "lan", "out"));
    jcompose.ok("down");
  }

  @Test
  void areUnpluggedAndPluggedInAgain(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    assertEquals(0, ping(jcompose, "client", "web").exit());
    jcompose.ok("link", "down", "client", "wan");
    assertEquals("down", state(jcompose, "client", "wan"));
    assertNotEquals(0, ping(jcompose, "client", "web").exit());
    jcompose.ok("link", "down", "client");
    jcompose.ok("link", "up", "client", "wan");
    assertEquals("up", state(jcompose, "client", "wan"));
    assertEquals(0, ping(jcompose, "client", "web").exit());
    jcompose.ok("down");
  }

  @Test
  void refuseWhatMakesNoSenseInOneLine(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    assertRefused(
        jcompose,
        1,
        "no such service: wep; did you mean 'web'? the services are web, client, idle, ended",
        "set",
        "wep",
        "wan",
        "--delay",
        "1s");
    assertRefused(
        jcompose,
        1,
        "service 'client' has no link 'lan'; it has wan (eth0)",
        "set",
        "client",
        "lan",
        "--rate",
        "1mbit");
    assertRefused(
        jcompose,
        1,
        "service 'idle' has no links: it is in no network and at no wire",
        "down",
        "idle");
    jcompose.awaitEnd("ended");
    assertRefused(
        jcompose,
        1,
        "service 'ended' is not running; start it with 'jcompose up -d'",
        "up",
        "ended");
    assertRefused(
        jcompose,
        1,
        "service 'web' has no container 2; start it with 'jcompose up -d'",
        "down",
        "web",
        "--index",
        "2");
    assertRefused(
        jcompose,
        2,
        "service 'web' has several links, say which: lan (eth0), wan (eth1)",
        "down",
        "web");
    assertRefused(
        jcompose,
        2,
        "--loss: '2' is not a share such as 1% or 0.5%, up to 100%",
        "set",
        "web",
        "wan",
        "--loss",
        "2");
    assertRefused(
        jcompose,
        2,
        "web:eth1: jitter and reorder need a delay",
        "set",
        "web",
        "wan",
        "--jitter",
        "2ms");
    assertRefused(
        jcompose,
        2,
        "--direction 'up': must be out, in or both",
        "set",
        "web",
        "wan",
        "--rate",
        "1mbit",
        "--direction",
        "up");
    assertEquals("50mbit - 50mbit", rates(jcompose, "web", "wan", "out"));
    jcompose.ok("down");
    assertRefused(
        jcompose,
        1,
        "service 'web' is not running; start it with 'jcompose up -d'",
        "down",
        "web",
        "wan");
  }

  @Test
  void nameTheModuleThatAKernelWithoutNetemLacks(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    Result delay =
        jcompose.run("link", "set", "web", "wan", "--delay", "30ms", "--direction", "both");
    if (delay.exit() == 0) {
      assertTrue(jcompose.ok("link", "show", "web").contains("delay 30ms rate 50mbit"));
      Result slow = ping(jcompose, "client", "web");
      assertTrue(milliseconds(slow) >= 60, slow.out());
    } else {
      assertEquals(
          "jcompose: web-1:eth1: the kernel lacks netem, which 'delay 30ms rate 50mbit' needs:"
              + " load its module with 'modprobe sch_netem'; a rate alone works without\n",
          delay.err());
      assertEquals(1, delay.exit());
      assertEquals("50mbit - 50mbit", rates(jcompose, "web", "wan", "out"));
      String strict = STACK.replace("rate: 50mbit", "rate: 20mbit, delay: 1ms");
      Result file = jcompose.file("compose.yaml", strict).run("up", "-d");
      assertEquals(1, file.exit());
      assertTrue(file.err().contains("modprobe sch_netem"), file.err());
      jcompose.file("compose.yaml", strict.replace("delay: 1ms", "delay: 1ms, fallback: rate"));
      Result fallback = jcompose.run("up", "-d");
      assertEquals(0, fallback.exit());
      assertTrue(
          fallback.err().contains("services.web: only the rate of eth1 is limited: "),
          fallback.err());
      assertTrue(
          jcompose.ok("link", "show", "web").contains("delay 1ms rate 20mbit   -     rate 20mbit"));
    }
    jcompose.ok("down");
  }

  private static void assertRefused(Jcompose jcompose, int exit, String words, String... args) {
    List<String> all = new ArrayList<>(List.of("link"));
    all.addAll(List.of(args));
    Result result = jcompose.run(all.toArray(String[]::new));
    assertEquals("jcompose: " + words + "\n", result.err());
    assertEquals(exit, result.exit());
  }

  private static double milliseconds(Result ping) {
    return Double.parseDouble(ping.out().replaceAll("(?s).* = [0-9.]+/([0-9.]+)/.*", "$1"));
  }

  private static Result ping(Jcompose jcompose, String from, String to) {
    return jcompose.run("exec", "-T", from, "ping", "-c", "2", "-W", "1", to);
  }

  /** The state of a link. */
  private static String state(Jcompose jcompose, String service, String link) {
    return row(jcompose, service, link, "out").get(4);
  }

  /** What the file says of the rate, what is set and what the kernel has. */
  private static String rates(Jcompose jcompose, String service, String link, String direction) {
    List<String> row = row(jcompose, service, link, direction);
    return String.join(" ", row.subList(6, 9)).replace("rate ", "");
  }

  private static List<String> row(
      Jcompose jcompose, String service, String link, String direction) {
    return jcompose
        .ok("link", "show")
        .lines()
        .map(line -> List.of(line.split(" {3,}")))
        .filter(
            row ->
                row.get(0).equals(service)
                    && row.get(1).equals(link)
                    && row.get(5).equals(direction))
        .findFirst()
        .orElseThrow();
  }
}
