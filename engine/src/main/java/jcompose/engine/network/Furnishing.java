package jcompose.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.EndpointSpec.Gateway;
import jcompose.engine.spec.IpPrefix;

/** Gives links in a container's namespace their addresses and routes, and takes away others. */
final class Furnishing {
  private final NamespaceThread thread;
  private final Descriptor namespace;
  private final Netlink netlink;

  Furnishing(NamespaceThread thread, Descriptor namespace, Netlink netlink) {
    this.thread = thread;
    this.namespace = namespace;
    this.netlink = netlink;
  }

  /**
   * Makes links that are there what they should be.
   *
   * @param made whether all of them are just made, and have no addresses and no routes
   */
  void furnish(String subject, List<EndpointSpec> endpoints, boolean made) {
    Map<String, LinkState> links =
        netlink.links().stream().collect(Collectors.toMap(LinkState::name, link -> link));
    List<EndpointSpec> fresh = endpoints.stream().filter(each -> !link(links, each).up()).toList();
    thread.in(
        namespace,
        () -> {
          Ipv6Settings.apply(fresh);
          return true;
        });
    netlink.change(
        subject,
        requests(
            links,
            endpoints,
            made ? List.of() : netlink.addresses(),
            made ? List.of() : netlink.routes(),
            Sysctls.haveV6()));
  }

  /** What has to be asked for, in an order in which each finds what it needs. */
  static List<NetlinkMessage> requests(
      Map<String, LinkState> links,
      List<EndpointSpec> endpoints,
      List<AddressState> addresses,
      List<RouteState> routes,
      boolean v6) {
    Map<Integer, Set<IpPrefix>> there = new HashMap<>();
    addresses.forEach(
        each ->
            there.computeIfAbsent(each.index(), key -> new LinkedHashSet<>()).add(each.address()));
    List<NetlinkMessage> gone = new ArrayList<>();
    List<NetlinkMessage> changed = new ArrayList<>();
    List<NetlinkMessage> ways = new ArrayList<>();
    LinkState loopback = links.get("lo");
    if (loopback != null && !loopback.up()) { // a container before this one had its way
      changed.add(LinkMessages.carrier(loopback.index(), true));
    }
    for (EndpointSpec endpoint : endpoints) {
      LinkState link = link(links, endpoint);
      int index = link.index();
      Set<IpPrefix> own = there.getOrDefault(index, Set.of());
      List<IpPrefix> wanted = addresses(endpoint);
      List<IpPrefix> surplus = own.stream().filter(each -> !wanted.contains(each)).toList();
      Set<Gateway> missing = new LinkedHashSet<>(endpoint.gateways());
      defaults(routes, index)
          .forEach(
              way -> {
                if (!missing.remove(way)) {
                  gone.add(RouteMessages.delete(index, way.address(), way.metric()));
                }
              });
      // the last first: the first of a network would take the others with it
      for (int i = surplus.size() - 1; i >= 0; i--) {
        changed.add(AddressMessages.delete(index, surplus.get(i)));
      }
      // an address takes others of its network with it, and routes: all are asked for anew then
      wanted.stream()
          .filter(each -> !surplus.isEmpty() || !own.contains(each))
          .forEach(each -> changed.add(AddressMessages.add(index, each)));
      if (!link.up()) {
        changed.add(LinkMessages.up(link.name(), link.mtu(), v6));
      }
      (surplus.isEmpty() ? missing : endpoint.gateways())
          .forEach(way -> ways.add(RouteMessages.byDefault(index, way.address(), way.metric())));
    }
    gone.addAll(changed);
    gone.addAll(ways);
    return gone;
  }

  private static List<Gateway> defaults(List<RouteState> routes, int index) {
    return routes.stream()
        .filter(route -> route.index() == index && route.target().length() == 0)
        .flatMap(
            route -> route.gateway().stream().map(address -> new Gateway(address, route.metric())))
        .toList();
  }

  /** With IPv6, the address that the kernel would make of the hardware address, but at once. */
  static List<IpPrefix> addresses(EndpointSpec endpoint) {
    List<IpPrefix> addresses = new ArrayList<>(endpoint.addresses());
    if (endpoint.hasV6()
        && addresses.stream()
            .noneMatch(each -> !each.isV4() && each.address().isLinkLocalAddress())) {
      addresses.add(linkLocal(endpoint.mac()));
    }
    return addresses;
  }

  /** Without one a link does not ask for its neighbours. */
  static IpPrefix linkLocal(String address) {
    byte[] mac = HexFormat.ofDelimiter(":").parseHex(address);
    return IpPrefix.parse(
        String.format(
            java.util.Locale.ROOT,
            "fe80::%02x%02x:%02xff:fe%02x:%02x%02x/64",
            (byte) (mac[0] ^ 2),
            mac[1],
            mac[2],
            mac[3],
            mac[4],
            mac[5]));
  }

  private static LinkState link(Map<String, LinkState> links, EndpointSpec endpoint) {
    LinkState link = links.get(endpoint.interfaceName());
    if (link == null) {
      throw new IllegalStateException("no link " + endpoint.interfaceName());
    }
    return link;
  }
}
