package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.EngineException;
import jcompose.engine.HostRoute;
import jcompose.engine.NetworkState;
import jcompose.engine.Networks;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRoot
@RequiresCommand({"ip", "nsenter", "busybox"})
@LeavesNothing
class NetworksIT {
  private static final NetworkSpec FRONT = Lab.network("front", "10.77.0.0/24");
  private static final NetworkSpec BACK = Lab.network("back", "10.77.1.0/24", "fd77:1::/64");

  private Lab lab;

  @BeforeEach
  void open(Sandbox sandbox) {
    lab = new Lab(sandbox);
    lab.networks.create(FRONT);
    lab.networks.create(BACK);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void membersOfANetworkReachEachOtherAndTheHost() {
    Path web = lab.join("web-1", Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24"));
    lab.join("db-1", Lab.in(FRONT, "eth0", 3, 100, "10.77.0.3/24"));
    lab.serve("db-1", 5432);
    assertEquals("db-1 saw 10.77.0.2", Lab.ask(web, "10.77.0.3", 5432));
    assertEquals("db-1 saw 10.77.0.1", Lab.ask(lab.host(), "10.77.0.3", 5432));
    assertTrue(Lab.pings(web, "10.77.0.1"));
  }

  @Test
  void ipv6IsUsableAtOnceAndOnlyThereWhereItIsAskedFor() {
    Path web =
        lab.join(
            "web-1",
            Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24"),
            Lab.in(BACK, "eth1", 3, 200, "10.77.1.2/24", "fd77:1::2/64"));
    lab.serve("web-1", 80);
    assertEquals("web-1 saw fd77:1::1", Lab.ask(lab.host(), "fd77:1::2", 80));
    assertEquals("", Lab.run(web, "ip", "-6", "-o", "address", "show", "dev", "eth0").checked());
    String v6 = Lab.run(web, "ip", "-6", "-o", "address", "show", "dev", "eth1").checked();
    assertTrue(v6.contains("fd77:1::2/64"), v6);
    assertTrue(v6.contains("fe80::42:ff:fe00:3/64"), v6);
    assertFalse(v6.contains("tentative"), v6);
    String bridge =
        Lab.run(lab.host(), "ip", "-6", "-o", "address", "show", "dev", link(FRONT)).checked();
    assertEquals("", bridge);
  }

  @Test
  void linksHaveTheNamesAddressesSizesAndRoutesThatWereAskedFor() {
    EndpointSpec plain = Lab.endpoint("lan", 7, "10.77.1.9/24");
    EndpointSpec small =
        new EndpointSpec(
            plain.interfaceName(), plain.mac(), plain.addresses(), OptionalInt.of(1300), List.of());
    Path web =
        lab.join(
            "web-1",
            Lab.in(FRONT, "eth0", 2, 300, "10.77.0.2/24"),
            new AttachmentSpec(BACK, small));
    String links = Lab.run(web, "ip", "-o", "link").checked();
    assertTrue(links.contains("link/ether 02:42:00:00:00:02"), links);
    assertTrue(links.matches("(?s).*: lan@.*mtu 1300.*state UP.*02:42:00:00:00:07.*"), links);
    assertTrue(links.matches("(?s).*: lo:.*LOOPBACK,UP.*"), links);
    String routes = Lab.run(web, "ip", "-4", "route").checked();
    assertEquals(
        """
        default via 10.77.0.1 dev eth0 proto static metric 300\s
        10.77.0.0/24 dev eth0 proto kernel scope link src 10.77.0.2\s
        10.77.1.0/24 dev lan proto kernel scope link src 10.77.1.9\s
        """
            .strip(),
        routes.strip());
  }

  @Test
  void whatIsThereAndRightStaysAndTheRestChanges() {
    AttachmentSpec place = Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24");
    Path web = lab.join("web-1", place);
    String before = Lab.run(web, "ip", "-o", "-d", "address").checked();
    lab.networks.create(FRONT);
    lab.join("web-1", place);
    assertEquals(before, Lab.run(web, "ip", "-o", "-d", "address").checked());

    lab.join("web-1", Lab.in(FRONT, "eth0", 2, 50, "10.77.0.8/24"));
    String moved = Lab.run(web, "ip", "-o", "-4", "address", "show", "dev", "eth0").checked();
    assertTrue(moved.contains("10.77.0.8/24") && !moved.contains("10.77.0.2/"), moved);
    assertEquals(
        "default via 10.77.0.1 dev eth0 proto static metric 50",
        Lab.run(web, "ip", "route", "show", "default").checked().strip());

    lab.join("web-1", Lab.in(BACK, "eth0", 2, 50, "10.77.1.8/24"));
    assertTrue(Lab.pings(web, "10.77.1.1"));
    assertEquals(1, links(web).lines().filter(line -> line.contains("@")).count(), links(web));
    lab.networks.detach(Lab.PROJECT, "web-1", "eth0");
    assertFalse(links(web).contains("eth0"), links(web));
  }

  @Test
  void allIsFoundAgainAndRemovedByName() {
    lab.join("web-1", Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24"));
    try (Networks later = Networks.open(lab.sandbox.directories(), lab.host())) {
      assertEquals(List.of("web-1"), later.namespaces(Lab.PROJECT));
      assertEquals(
          List.of(
              new NetworkState(Lab.PROJECT, FRONT.name(), link(FRONT), true),
              new NetworkState(Lab.PROJECT, BACK.name(), link(BACK), true)),
          later.list());
      later.remove(Lab.PROJECT, BACK.name());
      assertEquals(1, later.list().size());
      later.removeProject(Lab.PROJECT);
      assertEquals(List.of(), later.list());
      assertEquals(List.of(), later.namespaces(Lab.PROJECT));
    }
    String left = Lab.run(lab.host(), "ip", "-o", "link").checked();
    assertFalse(left.contains("jc"), left);
  }

  @Test
  void theHostsRoutesAreKnown() {
    assertEquals(
        List.of(
            new HostRoute(IpPrefix.parse("10.77.0.0/24"), link(FRONT)),
            new HostRoute(IpPrefix.parse("10.77.1.0/24"), link(BACK)),
            new HostRoute(IpPrefix.parse("192.0.2.0/24"), "up0"),
            new HostRoute(IpPrefix.parse("2001:db8::/64"), "up0"),
            new HostRoute(IpPrefix.parse("fd77:1::/64"), link(BACK))),
        lab.networks.routes().stream()
            .sorted(Comparator.comparing(route -> route.target().toString()))
            .toList());
  }

  @Test
  void aCableJoinsTwoNamespacesWithoutABridge() {
    lab.join("r1");
    Path r2 = lab.join("r2");
    LinkSpec cable =
        new LinkSpec(
            Lab.PROJECT,
            new LinkSpec.End("r1", Lab.endpoint("eth1", 11, "10.99.0.1/30")),
            new LinkSpec.End("r2", Lab.endpoint("eth1", 12, "10.99.0.2/30")));
    lab.networks.connect(cable);
    assertTrue(Lab.pings(r2, "10.99.0.1"));
    String before = links(r2);
    lab.networks.connect(cable);
    assertEquals(before, links(r2));
    String host = Lab.run(lab.host(), "ip", "-o", "link", "show", "type", "veth").checked();
    assertEquals(1, host.lines().count(), host); // the machine's own cable
  }

  @Test
  void aLinkThatIsSomebodyElsesIsLeftAlone() {
    Lab.run(lab.host(), "ip", "link", "add", "br-lab", "type", "bridge").checked();
    NetworkSpec network =
        new NetworkSpec(
            Lab.PROJECT,
            "demo_lab",
            Driver.BRIDGE,
            Optional.of("br-lab"),
            List.of(),
            OptionalInt.empty(),
            false);
    assertEquals(
        "network demo_lab: the host has a link 'br-lab' that is not this network's; remove it, or"
            + " choose another name",
        failure(() -> lab.networks.create(network)));
    lab.networks.removeProject(Lab.PROJECT);
    assertEquals(
        0, Lab.run(lab.host(), "ip", "link", "show", "br-lab").exit(), "it must still be there");
  }

  @Test
  void failuresNameWhatIsMissingAndLeaveNoLinks() {
    AttachmentSpec place = Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24");
    assertEquals(
        "web-1: there is no network namespace of this name",
        failure(() -> lab.networks.attach(Lab.PROJECT, "web-1", List.of(place))));
    lab.networks.remove(Lab.PROJECT, FRONT.name());
    assertEquals(
        "network demo_front: the host has no link '" + link(FRONT) + "'",
        failure(() -> lab.join("web-1", place)));
    // the gateway is in no network of the link
    EndpointSpec lost =
        new EndpointSpec(
            "eth0",
            Lab.mac(4),
            List.of(),
            OptionalInt.empty(),
            Lab.in(FRONT, "eth0", 2, 9, "10.77.0.2/24").endpoint().gateways());
    assertEquals(
        "web-1: NEWROUTE CREATE|REPLACE default GATEWAY=10.77.0.1 OIF=INDEX PRIORITY=9:"
            + " ENETUNREACH (Network is unreachable): Nexthop has invalid gateway",
        failure(() -> lab.join("web-1", new AttachmentSpec(BACK, lost)))
            .replaceAll("OIF=\\d+", "OIF=INDEX"));
    String left = Lab.run(lab.host(), "ip", "-o", "link", "show", "type", "veth").checked();
    assertFalse(left.contains("jcv"), left);
  }

  @Test
  void aNamespaceThatWasNotMountedIsMadeAnew() throws Exception {
    Path file = lab.sandbox.directories().run().resolve("netns/demo/half");
    Files.createDirectories(file.getParent());
    Files.createFile(file); // as after a kill
    Path half = lab.join("half", Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24"));
    assertTrue(Lab.pings(half, "10.77.0.1"));
    Files.createFile(file.resolveSibling("other"));
    lab.networks.removeProject(Lab.PROJECT);
    assertFalse(Files.exists(file.getParent()));
  }

  private static String links(Path namespace) {
    // the kernel tells a moment later of which state it has become
    return Lab.run(namespace, "ip", "-o", "link").checked().replaceAll("state [A-Z]+", "state");
  }

  private String link(NetworkSpec network) {
    return lab.networks.link(network);
  }

  private static String failure(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(EngineException.class, work).getMessage();
  }
}
