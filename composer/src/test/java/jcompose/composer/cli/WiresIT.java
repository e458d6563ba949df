package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** The top-level {@code links}: three routers in a row, without any bridge. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class WiresIT {
  private static final String LAB =
      """
      x-router: &router
        rootfs: ../rootfs
        stop_grace_period: 0s
        network_mode: none
        cap_add: [NET_ADMIN]
      services:
        r1:
          <<: *router
          command:
            - sh
            - -c
            - >-
              ip addr add 10.0.12.1/24 dev eth1; ip -6 addr add fd12::1/64 dev eth1;
              ip route add 10.0.23.0/24 via 10.0.12.2; exec sleep 1000
        r2:
          <<: *router
          sysctls: {net.ipv4.ip_forward: 1}
          command:
            - sh
            - -c
            - >-
              ip addr add 10.0.12.2/24 dev eth1; ip -6 addr add fd12::2/64 dev eth1;
              ip addr add 10.0.23.2/24 dev eth2; exec sleep 1000
        r3:
          <<: *router
          command:
            - sh
            - -c
            - >-
              ip addr add 10.0.23.3/24 dev eth1;
              ip route add default via 10.0.23.2; exec sleep 1000
      links:
        - {endpoints: ['r1:eth1', 'r2:eth1'], mtu: 9000}
        - {endpoints: ['r2:eth2', 'r3:eth1'], link: {rate: 20mbit}, mtu: 1000}
      """;

  @Test
  void joinRoutersThatForward(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    assertEquals("eth1\neth2\nlo\n", jcompose.inside("r2", "ls", "/sys/class/net"));
    assertTrue(jcompose.inside("r1", "ip", "link", "show", "eth1").contains("mtu 9000"));
    assertTrue(jcompose.inside("r3", "ip", "link", "show", "eth1").contains("mtu 1000"));
    assertEquals(0, ping(jcompose, "10.0.23.3").exit());
    // as large as the first wire takes it, and not in parts
    assertEquals(
        0, jcompose.exec("r1", "ping", "-c", "1", "-W", "2", "-s", "8972", "10.0.12.2").exit());
    assertEquals(0, jcompose.exec("r1", "ping", "-c", "3", "-W", "2", "fd12::2").exit());
    assertFalse(jcompose.inside("r2", "ip", "route").contains("default"));
    jcompose.ok("down");
  }

  @Test
  void areUnpluggedAndKeepTheRoutesOfBothEnds(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    for (String end : List.of("r1", "r2")) {
      jcompose.ok("link", "down", end, "eth1");
      assertTrue(
          jcompose
              .ok("link", "show", "r1")
              .lines()
              .skip(1)
              .allMatch(line -> line.contains("down")));
      assertNotEquals(0, ping(jcompose, "10.0.23.3").exit());
      assertNotEquals("1\n", jcompose.exec("r1", "cat", "/sys/class/net/eth1/carrier").out());
      assertNotEquals("1\n", jcompose.exec("r2", "cat", "/sys/class/net/eth1/carrier").out());
      jcompose.ok("link", "up", "r1", "eth1"); // either end will do
      assertEquals(0, ping(jcompose, "10.0.23.3").exit());
      assertEquals(0, jcompose.exec("r1", "ping", "-c", "3", "-W", "2", "fd12::2").exit());
    }
    jcompose.ok("link", "down", "r1");
    jcompose.ok("up", "-d", "--force-recreate", "r1");
    assertNotEquals(0, ping(jcompose, "10.0.12.2").exit());
    jcompose.ok("link", "reset", "r1");
    assertEquals(0, ping(jcompose, "10.0.12.2").exit());
    jcompose.ok("down");
  }

  @Test
  void areImpairedInBothDirectionsUnlessOneIsSaid(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    String both = "r3        eth1   eth1        r2:eth2   up      ";
    assertTrue(
        jcompose
            .ok("link", "show", "r3")
            .endsWith(
                both
                    + "out         rate 20mbit   -     rate 20mbit\n"
                    + both
                    + "in          rate 20mbit   -     rate 20mbit\n"));
    jcompose.ok("link", "set", "r3", "--rate", "5mbit", "--direction", "in");
    jcompose.ok("link", "set", "r1", "--rate", "6mbit");
    for (int i = 0; i < 2; i++) {
      assertEquals(
          """
          SERVICE LINK INTERFACE PEER STATE DIRECTION FILE SET KERNEL
          r2 eth1 eth1 r1:eth1 up out - rate 6mbit rate 6mbit
          r2 eth1 eth1 r1:eth1 up in - rate 6mbit rate 6mbit
          r2 eth2 eth2 r3:eth1 up out rate 20mbit rate 5mbit rate 5mbit
          r2 eth2 eth2 r3:eth1 up in rate 20mbit - rate 20mbit
          """,
          jcompose.ok("link", "show", "r2").replaceAll(" +", " "));
      jcompose.ok("up", "-d", "--force-recreate", "r2", "r3");
    }
    jcompose.ok("link", "reset", "r2");
    assertTrue(jcompose.ok("link", "show", "r1").endsWith("in          -      -     none\n"));
    jcompose.ok("down");
  }

  private static Jcompose up(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", LAB);
    jcompose.ok("up", "-d");
    return jcompose;
  }

  private static Result ping(Jcompose jcompose, String to) {
    return jcompose.exec("r1", "ping", "-c", "3", "-W", "2", to);
  }
}
