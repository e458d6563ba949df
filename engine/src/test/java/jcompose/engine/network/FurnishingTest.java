package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.EndpointSpec.Gateway;
import jcompose.engine.spec.IpPrefix;
import org.junit.jupiter.api.Test;

class FurnishingTest {
  private static final IpPrefix ADDRESS = IpPrefix.parse("10.0.0.2/24");
  private static final Gateway GATEWAY = new Gateway(IpPrefix.address("10.0.0.1"), 100);

  @Test
  void aNewLinkGetsAddressesThenComesUpThenGetsRoutes() {
    EndpointSpec endpoint =
        endpoint(List.of(ADDRESS, IpPrefix.parse("fd00::2/64")), List.of(GATEWAY));
    assertEquals(
        List.of(
            "NEWADDR CREATE|REPLACE index=5 10.0.0.2/24 LOCAL=10.0.0.2 ADDRESS=10.0.0.2"
                + " BROADCAST=10.0.0.255",
            "NEWADDR CREATE|REPLACE index=5 fd00::2/64 LOCAL=fd00::2 ADDRESS=fd00::2",
            "NEWADDR CREATE|REPLACE index=5 fe80::42:acff:fe12:2/64 LOCAL=fe80::42:acff:fe12:2"
                + " ADDRESS=fe80::42:acff:fe12:2",
            "NEWLINK UP IFNAME=\"eth0\" AF_SPEC={INET6={ADDR_GEN_MODE=1}}",
            "NEWROUTE CREATE|REPLACE default GATEWAY=10.0.0.1 OIF=5 PRIORITY=100"),
        requests(link(false), endpoint, List.of(), List.of(), true));
  }

  @Test
  void aKernelWithoutIpv6IsNotAskedForIt() {
    assertEquals(
        List.of("NEWLINK UP IFNAME=\"eth0\""),
        requests(link(false), endpoint(List.of(), List.of()), List.of(), List.of(), false));
  }

  @Test
  void whatIsRightIsNotAskedForAgain() {
    assertEquals(
        List.of(),
        requests(
            link(true),
            endpoint(List.of(ADDRESS), List.of(GATEWAY)),
            List.of(new AddressState(5, ADDRESS), new AddressState(1, IpPrefix.parse("::1/128"))),
            List.of(route("10.0.0.0/24", "", 0), route("0.0.0.0/0", "10.0.0.1", GATEWAY.metric())),
            true));
  }

  @Test
  void whatIsWrongGoesFirst() {
    assertEquals(
        List.of(
            "DELROUTE default GATEWAY=10.0.0.254 OIF=5 PRIORITY=100",
            "DELADDR index=5 10.0.0.9/24 LOCAL=10.0.0.9 ADDRESS=10.0.0.9",
            "NEWADDR CREATE|REPLACE index=5 10.0.0.2/24 LOCAL=10.0.0.2 ADDRESS=10.0.0.2"
                + " BROADCAST=10.0.0.255",
            "NEWROUTE CREATE|REPLACE default GATEWAY=10.0.0.1 OIF=5 PRIORITY=100"),
        requests(
            link(true),
            endpoint(List.of(ADDRESS), List.of(GATEWAY)),
            List.of(new AddressState(5, IpPrefix.parse("10.0.0.9/24"))),
            List.of(route("0.0.0.0/0", "10.0.0.254", 100)),
            true));
  }

  private static List<String> requests(
      LinkState link,
      EndpointSpec endpoint,
      List<AddressState> addresses,
      List<RouteState> routes,
      boolean v6) {
    return Furnishing.requests(Map.of(link.name(), link), List.of(endpoint), addresses, routes, v6)
        .stream()
        .map(NetlinkMessage::toString)
        .toList();
  }

  private static LinkState link(boolean up) {
    return new LinkState(5, "eth0", "veth", "", 0, 0, "02:42:ac:12:00:02", 1500, up);
  }

  private static EndpointSpec endpoint(List<IpPrefix> addresses, List<Gateway> gateways) {
    return new EndpointSpec("eth0", "02:42:ac:12:00:02", addresses, OptionalInt.empty(), gateways);
  }

  private static RouteState route(String target, String gateway, int metric) {
    return new RouteState(
        IpPrefix.parse(target),
        5,
        gateway.isEmpty() ? Optional.empty() : Optional.of(IpPrefix.address(gateway)),
        metric);
  }
}
