package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.NetworkState;
import jcompose.engine.Networks;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** How networks come and go with their projects, and what stays of them meanwhile. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class NetworkLifeIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_grace_period: 0s
        command: [sleep, '1000']
      services:
        web:
          <<: *service
        client:
          <<: *service
      """;

  @Test
  void whoGoesOnKeepsItsNetwork(Sandbox sandbox) {
    String own = STACK + "    networks: [other]\nnetworks: {other: , default: "; // of the client
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("compose.yaml", own + "}\n")
            .file("renamed.yaml", own + "{name: shop_new}}\n")
            .file("moved.yaml", own + "{ipam: {config: [{subnet: 10.67.0.0/24}]}}}\n");
    jcompose.ok("up", "-d");
    String before = jcompose.inside("web", "ip", "addr");
    for (String changed : List.of("renamed.yaml", "moved.yaml")) {
      Result refused = jcompose.run("-f", changed, "up", "-d", "client");
      assertEquals(1, refused.exit());
      assertTrue(
          refused
              .err()
              .contains(
                  ": networks.default: is not what it was, and service 'web' goes on in it; bring"
                      + " it up too, or all services"),
          refused.err());
      assertEquals(before, jcompose.inside("web", "ip", "addr"));
      String gateway =
          jcompose.inside("web", "ip", "route").replaceAll("(?s).*via ([0-9.]+) .*", "$1");
      assertEquals(0, jcompose.exec("web", "ping", "-c", "1", "-W", "2", gateway).exit());
    }
    jcompose.ok("-f", "moved.yaml", "up", "-d");
    assertTrue(jcompose.inside("web", "ip", "addr").contains("10.67.0."));
    jcompose.ok("down");
  }

  @Test
  void addressesStayAndASharedNetworkGoesOn(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                STACK + "  beside:\n    <<: *service\n    network_mode: service:web\n");
    jcompose.ok("up", "-d");
    String before = jcompose.inside("web", "ip", "addr");
    String beside = jcompose.ok("ps", "-q", "beside");
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.pid("web"))).checked();
    jcompose.awaitEnd("web");
    assertEquals(before, jcompose.inside("beside", "ip", "addr"));
    assertNotEquals(0, jcompose.exec("client", "nslookup", "web").exit());
    jcompose.ok("up", "-d");
    assertEquals(before, jcompose.inside("web", "ip", "addr"));
    jcompose.ok("up", "-d", "--force-recreate", "web");
    assertEquals(before, jcompose.inside("web", "ip", "addr"));
    assertEquals(beside, jcompose.ok("ps", "-q", "beside"));
    assertEquals(0, jcompose.exec("client", "nslookup", "web").exit());
    jcompose.ok("down");
    jcompose.ok("up", "-d");
    assertEquals(
        before.replaceAll("@if[0-9]+|^[0-9]+: ", ""),
        jcompose.inside("web", "ip", "addr").replaceAll("@if[0-9]+|^[0-9]+: ", ""));
    jcompose.ok("down");
  }

  @Test
  void anotherSupervisorTakesNamesOver(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    String ids = jcompose.ok("ps", "-q");
    kill(jcompose);
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals(0, jcompose.exec("client", "nslookup", "web").exit());
    kill(jcompose);
    jcompose.ok("up", "-d");
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals(0, jcompose.exec("web", "nslookup", "client").exit());
    kill(jcompose);
    jcompose.ok("down");
  }

  @Test
  void whatChangesInTheFileChangesInTheNetworks(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    String client = jcompose.ok("ps", "-q", "client");
    String more = "    networks: [default, more]\nnetworks:\n  more:\n    internal: true\n";
    jcompose.file("compose.yaml", STACK + more);
    jcompose.ok("up", "-d");
    assertNotEquals(client, jcompose.ok("ps", "-q", "client"));
    assertEquals("eth0\neth1\nlo\n", jcompose.inside("client", "ls", "/sys/class/net"));
    assertEquals(List.of("shop_default", "shop_more"), networks(sandbox));
    jcompose.file("compose.yaml", STACK + "    hostname: other\n");
    jcompose.ok("up", "-d");
    assertEquals("eth0\nlo\n", jcompose.inside("client", "ls", "/sys/class/net"));
    assertEquals(List.of("shop_default"), networks(sandbox));
    jcompose.file("compose.yaml", STACK.replaceAll("(?s)  client:.*", ""));
    jcompose.ok("up", "-d", "--remove-orphans");
    assertFalse(Files.exists(sandbox.directories().run().resolve("netns/shop/client-1")));
    jcompose.file(
        "compose.yaml", STACK.replaceAll("(?s)  client:.*", "") + "    network_mode: none\n");
    jcompose.ok("up", "-d");
    assertEquals("lo\n", jcompose.inside("web", "ls", "/sys/class/net"));
    assertEquals(List.of(), networks(sandbox));
    jcompose.ok("down");
  }

  @Test
  void upGivesBackAWayThatSomebodyTook(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    String ids = jcompose.ok("ps", "-q");
    String address = jcompose.inside("web", "ip", "-4", "-o", "addr", "show", "eth0");
    try (Networks networks = Networks.open(sandbox.directories())) {
      String bridge = networks.list().get(0).link();
      HostCommand.run("ip", "link", "delete", bridge).checked();
    }
    assertNotEquals(0, jcompose.exec("client", "ping", "-c", "1", "-W", "1", "web").exit());
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit());
    assertTrue(up.err().contains("web-1:eth0 was gone, and is made again"), up.err());
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals(0, jcompose.exec("client", "ping", "-c", "1", "-W", "2", "web").exit());
    assertEquals(
        address.replaceAll("^[0-9]+", ""),
        jcompose.inside("web", "ip", "-4", "-o", "addr", "show", "eth0").replaceAll("^[0-9]+", ""));
    jcompose.ok("down");
  }

  @Test
  void aliasesAndPortsChangeWithoutANewContainer(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    String ids = jcompose.ok("ps", "-q");
    jcompose.file(
        "compose.yaml",
        STACK + "    ports: ['127.0.0.1::80']\n    networks: {default: {aliases: [customer]}}\n");
    jcompose.ok("up", "-d");
    assertEquals(ids, jcompose.ok("ps", "-q"));
    assertEquals(0, jcompose.exec("web", "nslookup", "customer").exit());
    assertTrue(jcompose.ok("port", "client", "80").startsWith("127.0.0.1:"));
    jcompose.ok("down");
  }

  @Test
  void projectsDoNotReachEachOtherButByAnExternalNetwork(Sandbox sandbox) {
    Jcompose shop = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    String guest =
        """
        services:
          guest:
            rootfs: ../rootfs
            stop_grace_period: 0s
            command: [sleep, '1000']
        """;
    String external =
        guest
            + """
                networks: [theirs]
            networks:
              theirs: {external: true, name: shop_default}
            """;
    Jcompose other = Jcompose.in(sandbox, "other").file("compose.yaml", guest);
    Result missing = other.file("compose.yaml", external).run("up", "-d");
    assertEquals(1, missing.exit());
    assertTrue(
        missing.err().contains("networks.theirs: there is no network 'shop_default'"),
        missing.err());
    shop.ok("up", "-d");
    String address =
        shop.inside("web", "ip", "-o", "-4", "addr", "show", "eth0")
            .replaceFirst("(?s).*inet ([0-9.]+)/.*", "$1");
    other.file("compose.yaml", guest).ok("up", "-d");
    assertNotEquals(0, other.exec("guest", "ping", "-c", "1", "-W", "1", address).exit());
    assertNotEquals(0, other.exec("guest", "nslookup", "web").exit());
    other.file("compose.yaml", external).ok("up", "-d");
    assertEquals(0, other.exec("guest", "ping", "-c", "1", "-W", "2", address).exit());
    assertEquals(0, other.exec("guest", "ping", "-c", "1", "-W", "2", "web").exit());
    assertTrue(shop.inside("web", "nslookup", "guest").contains("Name:\tguest"));
    assertTrue(other.inside("guest", "nslookup", address).contains("shop-web-1.shop_default"));
    other.ok("down");
    assertNotEquals(0, shop.exec("web", "nslookup", "guest").exit());
    assertEquals(0, shop.exec("client", "ping", "-c", "1", "-W", "2", "web").exit());
    shop.ok("down");
  }

  @Test
  void aNetworkWithGuestsStaysUntilTheyHaveGone(Sandbox sandbox) {
    Jcompose shop = Jcompose.in(sandbox).box();
    Jcompose other =
        Jcompose.in(sandbox, "other")
            .box("networks: [theirs]")
            .file("more.yaml", "networks: {theirs: {external: true, name: shop_default}}\n")
            .withVariables(Map.of("COMPOSE_FILE", "compose.yaml:more.yaml"));
    shop.ok("up", "-d");
    other.ok("up", "-d");
    Result down = shop.run("down");
    assertEquals(0, down.exit(), down.err());
    assertTrue(
        down.err()
            .contains(
                "network shop_default stays: containers of project other are in it; take them"
                    + " down, then run 'jcompose -p shop down' again"),
        down.err());
    assertEquals(List.of("shop_default"), networks(sandbox));
    assertNotEquals(0, other.exec("box", "nslookup", "shop-box-1").exit());
    shop.ok("up", "-d");
    assertEquals(0, other.exec("box", "ping", "-c", "1", "-W", "2", "shop-box-1").exit());
    shop.ok("down");
    other.ok("down");
    assertEquals(List.of("shop_default"), networks(sandbox));
    shop.ok("down");
    assertEquals(List.of(), networks(sandbox));
  }

  @Test
  void wiresLeadStraightFromOneServiceToAnother(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-router: &router
                  rootfs: ../rootfs
                  stop_grace_period: 0s
                  network_mode: none
                  cap_add: [NET_ADMIN]
                services:
                  r1:
                    <<: *router
                    command: [sh, -c, 'ip addr add 10.9.0.1/24 dev eth1; exec sleep 1000']
                  r2:
                    <<: *router
                    command: [sh, -c, 'ip addr add 10.9.0.2/24 dev eth1; exec sleep 1000']
                links:
                  - {endpoints: ['r1:eth1', 'r2:eth1'], mtu: 1400}
                """);
    jcompose.ok("up", "-d");
    assertEquals("eth1\nlo\n", jcompose.inside("r1", "ls", "/sys/class/net"));
    assertTrue(jcompose.inside("r1", "ip", "link", "show", "eth1").contains("mtu 1400"));
    assertEquals(0, jcompose.exec("r1", "ping", "-c", "3", "-W", "2", "10.9.0.2").exit());
    assertEquals(0, jcompose.exec("r1", "ip", "addr", "add", "10.9.0.9/24", "dev", "eth1").exit());
    jcompose.ok("up", "-d", "--force-recreate", "r1");
    assertFalse(jcompose.inside("r1", "ip", "addr").contains("10.9.0.9"));
    assertEquals(0, jcompose.exec("r1", "ping", "-c", "3", "-W", "2", "10.9.0.2").exit());
    jcompose.ok("down");
  }

  private static List<String> networks(Sandbox sandbox) {
    try (Networks networks = Networks.open(sandbox.directories())) {
      List<String> names = new ArrayList<>();
      networks.list().stream().map(NetworkState::name).sorted().forEach(names::add);
      return names;
    }
  }

  private static void kill(Jcompose jcompose) {
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
  }
}
