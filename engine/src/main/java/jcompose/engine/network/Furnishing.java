package jcompose.engine.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Makes links that are there what they should be. */
  void furnish(String subject, List<EndpointSpec> endpoints) {
    Map<String, LinkState> links =
        netlink.links().stream().collect(Collectors.toMap(LinkState::name, link -> link));
    List<EndpointSpec> fresh = endpoints.stream().filter(each -> !link(links, each).up()).toList();
    if (!fresh.isEmpty()) {
      thread.in(namespace, () -> settings(fresh));
    }
    netlink.change(
        subject,
        requests(links, endpoints, netlink.addresses(), netlink.routes(), Sysctls.haveV6()));
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
    List<NetlinkMessage> messages = new ArrayList<>();
    for (EndpointSpec endpoint : endpoints) {
      LinkState link = link(links, endpoint);
      Set<IpPrefix> surplus = new LinkedHashSet<>(there.getOrDefault(link.index(), Set.of()));
      List<IpPrefix> wanted = addresses(endpoint);
      surplus.removeAll(wanted);
      surplus.forEach(each -> messages.add(AddressMessages.delete(link.index(), each)));
      for (IpPrefix address : wanted) {
        if (!there.getOrDefault(link.index(), Set.of()).contains(address)) {
          messages.add(AddressMessages.add(link.index(), address));
        }
      }
      if (!link.up()) {
        messages.add(LinkMessages.up(link.name(), v6));
      }
    }
    messages.addAll(routes(links, endpoints, routes));
    return messages;
  }

  private static List<NetlinkMessage> routes(
      Map<String, LinkState> links, List<EndpointSpec> endpoints, List<RouteState> routes) {
    List<NetlinkMessage> gone = new ArrayList<>();
    List<NetlinkMessage> added = new ArrayList<>();
    for (EndpointSpec endpoint : endpoints) {
      int index = link(links, endpoint).index();
      Set<Gateway> missing = new LinkedHashSet<>(endpoint.gateways());
      for (RouteState route : routes) {
        Optional<InetAddress> gateway = route.gateway();
        if (route.index() == index && route.target().length() == 0 && gateway.isPresent()) {
          if (!missing.remove(new Gateway(gateway.get(), route.metric()))) {
            gone.add(RouteMessages.delete(index, gateway.get(), route.metric()));
          }
        }
      }
      missing.forEach(
          gateway ->
              added.add(RouteMessages.byDefault(index, gateway.address(), gateway.metric())));
    }
    gone.addAll(added);
    return gone;
  }

  /** With IPv6, the address that the kernel would make of the hardware address, but at once. */
  static List<IpPrefix> addresses(EndpointSpec endpoint) {
    List<IpPrefix> addresses = new ArrayList<>(endpoint.addresses());
    if (endpoint.hasV6()
        && addresses.stream()
            .noneMatch(each -> !each.isV4() && each.address().isLinkLocalAddress())) {
      byte[] mac = HexFormat.ofDelimiter(":").parseHex(endpoint.mac());
      String text =
          String.format(
              java.util.Locale.ROOT,
              "fe80::%02x%02x:%02xff:fe%02x:%02x%02x/64",
              (byte) (mac[0] ^ 2),
              mac[1],
              mac[2],
              mac[3],
              mac[4],
              mac[5]);
      addresses.add(IpPrefix.parse(text));
    }
    return addresses;
  }

  /** A container has IPv6 only if it is asked for; nobody on the network configures it. */
  private static boolean settings(List<EndpointSpec> endpoints) {
    for (EndpointSpec endpoint : endpoints) {
      String folder = "ipv6/conf/" + endpoint.interfaceName();
      Sysctls.write(folder + "/disable_ipv6", endpoint.hasV6() ? "0" : "1");
      if (endpoint.hasV6()) {
        Sysctls.write(folder + "/accept_ra", "0");
      }
    }
    return true;
  }

  private static LinkState link(Map<String, LinkState> links, EndpointSpec endpoint) {
    LinkState link = links.get(endpoint.interfaceName());
    if (link == null) {
      throw new IllegalStateException("no link " + endpoint.interfaceName());
    }
    return link;
  }
}
