package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.NameSockets;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may pass between networks, the host and other machines. */
@RequiresRoot
@RequiresCommand({"ip", "nsenter", "busybox", "nft"})
@LeavesNothing
class RulesIT {
  private static final NetworkSpec FRONT = Lab.network("front", "10.77.0.0/24", "fd77::/64");
  private static final NetworkSpec BACK = Lab.network("back", "10.77.1.0/24");
  private static final NetworkSpec CLOSED = Lab.network("closed", true, "10.77.2.0/24");
  private static final List<NetworkSpec> ALL = List.of(FRONT, BACK, CLOSED);

  /** As iptables-nft leaves it after dockerd has been started. */
  private static final String DOCKER =
      """
      table ip filter {
        chain DOCKER-USER {
          return
        }
        chain FORWARD {
          type filter hook forward priority filter; policy drop;
          jump DOCKER-USER
        }
      }
      """;

  private static final String FIREWALLD =
      """
      table inet firewalld {
        chain filter_FORWARD {
          type filter hook forward priority filter + 10; policy accept;
          ct state established,related accept
          reject with icmpx admin-prohibited
        }
      }
      """;

  private Lab lab;
  private Path front;
  private Path back;
  private Path closed;

  @BeforeEach
  void open(Sandbox sandbox) {
    lab = new Lab(sandbox);
    Lab.run(lab.host(), "sysctl", "-w", "net.ipv4.ip_forward=0").checked();
    ALL.forEach(lab.networks::create);
    lab.networks.apply(Lab.PROJECT, ALL, List.of());
    front = lab.join("front-1", Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24", "fd77::2/64"));
    back = lab.join("back-1", Lab.in(BACK, "eth0", 3, 100, "10.77.1.2/24"));
    closed = lab.join("closed-1", Lab.in(CLOSED, "eth0", 4, 100, "10.77.2.2/24"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void otherMachinesAreReachedInTheHostsName() {
    lab.serveOutside(80);
    assertEquals("outside saw 192.0.2.1", Lab.ask(front, "192.0.2.9", 80));
    assertEquals("outside saw 2001:db8::1", Lab.ask(front, "2001:db8::9", 80));
    assertTrue(Lab.pings(back, "192.0.2.9"));
  }

  @Test
  void networksAreApartAndOtherMachinesStayOut() {
    lab.serve("front-1", 80);
    assertEquals("", Lab.ask(back, "10.77.0.2", 80));
    assertFalse(Lab.pings(front, "10.77.1.2"));
    Lab.run(lab.outside(), "ip", "route", "add", "10.77.0.0/16", "via", "192.0.2.1").checked();
    assertEquals("", Lab.ask(lab.outside(), "10.77.0.2", 80));
    assertEquals("front-1 saw 10.77.0.1", Lab.ask(lab.host(), "10.77.0.2", 80));
  }

  @Test
  void anotherProjectsNetworksAreApart() {
    lab.serve("front-1", 80);
    NetworkSpec theirs =
        new NetworkSpec(
            "other",
            "other_default",
            NetworkSpec.Driver.BRIDGE,
            java.util.Optional.empty(),
            Lab.network("x", "10.78.0.0/24").subnets(),
            java.util.OptionalInt.empty(),
            false);
    lab.networks.create(theirs);
    lab.networks.apply("other", List.of(theirs), List.of());
    Path web = lab.networks.namespace("other", "web-1");
    lab.networks.attach("other", "web-1", List.of(Lab.in(theirs, "eth0", 9, 100, "10.78.0.2/24")));
    try {
      assertEquals("", Lab.ask(web, "10.77.0.2", 80));
      assertFalse(Lab.pings(front, "10.78.0.2"));
      assertTrue(Lab.pings(web, "192.0.2.9"));
    } finally {
      lab.networks.removeProject("other");
    }
    assertTrue(Lab.pings(front, "192.0.2.9"), "the project that is left");
  }

  @Test
  void anInternalNetworkIsClosedBothWays() {
    lab.serve("closed-1", 80);
    Path neighbour = lab.join("closed-2", Lab.in(CLOSED, "eth0", 5, 100, "10.77.2.3/24"));
    assertEquals("closed-1 saw 10.77.2.3", Lab.ask(neighbour, "10.77.2.2", 80));
    assertEquals("closed-1 saw 10.77.2.1", Lab.ask(lab.host(), "10.77.2.2", 80));

    lab.serveOutside(80);
    lab.serveOnHost(new InetSocketAddress(8000));
    Lab.run(closed, "ip", "route", "add", "default", "via", "10.77.2.1").checked();
    assertEquals("", Lab.ask(closed, "192.0.2.9", 80));
    assertEquals("", Lab.ask(closed, "10.77.2.1", 8000));
    assertEquals("", Lab.ask(closed, "192.0.2.1", 8000));
    assertEquals("host saw 10.77.1.2", Lab.ask(back, "10.77.1.1", 8000));
    Lab.run(lab.outside(), "ip", "route", "add", "10.77.0.0/16", "via", "192.0.2.1").checked();
    assertEquals("", Lab.ask(lab.outside(), "10.77.2.2", 80));
    assertEquals("", Lab.ask(back, "10.77.2.2", 80));
  }

  @Test
  void whatTheHostNeedsToForwardIsSwitchedOnOnceAndTold() {
    for (String name : List.of("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding")) {
      Lab.run(lab.host(), "sysctl", "-w", name + "=0").checked();
    }
    Lab.run(lab.host(), "sysctl", "-w", "net.ipv6.conf.up0.accept_ra=1").checked();
    assertEquals(List.of(), lab.networks.apply(Lab.PROJECT, List.of(CLOSED), List.of()));
    assertEquals("0", sysctl("net.ipv4.ip_forward"));
    assertEquals(
        List.of("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"),
        lab.networks.apply(Lab.PROJECT, ALL, List.of()));
    assertEquals("1", sysctl("net.ipv4.ip_forward"));
    assertEquals("2", sysctl("net.ipv6.conf.up0.accept_ra"), "routers are still listened to");
    assertEquals(List.of(), lab.networks.apply(Lab.PROJECT, ALL, List.of()));
  }

  private String sysctl(String name) {
    return Lab.run(lab.host(), "sysctl", "-n", name).checked();
  }

  @Test
  void rulesOfOthersThatDropLetPassWhatIsNeededAndAreAsBeforeAfterwards() {
    String script = DOCKER + FIREWALLD;
    Lab.run(lab.host(), "sh", "-c", "printf '%s' '" + script + "' | nft -f -").checked();
    Lab.run(lab.host(), "sysctl", "-w", "net.bridge.bridge-nf-call-iptables=1").checked();
    String before = Lab.run(lab.host(), "nft", "list", "ruleset").checked();
    assertFalse(Lab.pings(front, "192.0.2.9"));

    lab.networks.apply(Lab.PROJECT, ALL, List.of());
    lab.networks.apply(Lab.PROJECT, ALL, List.of()); // once is enough
    assertTrue(Lab.pings(front, "192.0.2.9"));
    Path neighbour = lab.join("closed-2", Lab.in(CLOSED, "eth0", 5, 100, "10.77.2.3/24"));
    assertTrue(Lab.pings(neighbour, "10.77.2.2"), "bridged frames pass these rules, too");
    assertFalse(Lab.pings(front, "10.77.1.2"));
    String user = Lab.run(lab.host(), "nft", "list", "chain", "ip", "filter", "DOCKER-USER").out();
    assertEquals(6, user.lines().filter(line -> line.contains(" demo\"")).count(), user);

    lab.networks.removeProject(Lab.PROJECT);
    String after = Lab.run(lab.host(), "nft", "list", "ruleset").checked();
    assertFalse(after.contains("jcompose"), after);
    assertEquals(before.substring(before.indexOf("table ip filter")), after);
  }

  @Test
  void namesAreAskedAtAPortThatTheContainerMayTakeItself() {
    lab.networks.nameSockets(Lab.PROJECT, "front-1").close();
    NameSockets sockets = lab.networks.nameSockets(Lab.PROJECT, "front-1");
    String rules = Lab.run(front, "nft", "list", "ruleset").checked();
    String table = lab.sandbox.directories().cgroupParent().replace('-', '_') + "_names";
    assertEquals(
        """
        table ip TABLE {
        	chain output {
        		type nat hook output priority -100; policy accept;
        		ip daddr 127.0.0.11 udp dport 53 dnat to 127.0.0.11:UDP
        		ip daddr 127.0.0.11 tcp dport 53 dnat to 127.0.0.11:TCP
        	}
        }\
        """
            .replace("TABLE", table)
            .replace("UDP", Integer.toString(sockets.udpPort()))
            .replace("TCP", Integer.toString(sockets.tcpPort())),
        rules);
    int port = sockets.tcpPort();
    sockets.close();
    lab.serve("front-1", 53); // on all addresses
    Greeter names =
        Greeter.start(
            "names",
            new InetSocketAddress(IpPrefix.address("127.0.0.11"), port),
            (name, work) -> lab.networks.inside(Lab.PROJECT, "front-1", work));
    try (names) {
      assertEquals("names saw 127.0.0.1", Lab.ask(front, "127.0.0.11", 53));
      assertEquals("front-1 saw 127.0.0.1", Lab.ask(front, "127.0.0.1", 53));
      assertEquals("front-1 saw 10.77.0.1", Lab.ask(lab.host(), "10.77.0.2", 53));
    }
    assertThrows(EngineException.class, () -> lab.networks.nameSockets(Lab.PROJECT, "nobody"));
  }
}
