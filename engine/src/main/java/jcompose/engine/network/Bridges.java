package jcompose.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.HostRoute;
import jcompose.engine.NetworkState;
import jcompose.engine.linux.Errno;
import jcompose.engine.network.LinkMessages.End;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;

/** Networks as links of the host. */
public final class Bridges {
  private final Host host;
  private final NetworkNames names;

  /** Those of one engine. */
  public Bridges(Host host, NetworkNames names) {
    this.host = host;
    this.names = names;
  }

  /** Makes a network, or makes the one that is there what it should be. */
  public void create(NetworkSpec network) {
    String subject = "network " + network.name();
    String link = names.link(network);
    try (Netlink netlink = host.netlink()) {
      Optional<LinkState> there = find(netlink, link);
      if (network.driver() != Driver.BRIDGE) {
        if (there.isEmpty()) {
          throw new EngineException(subject + ": the host has no link '" + link + "'");
        }
        demandKind(netlink, subject, network.driver().name().toLowerCase(Locale.ROOT));
        return;
      }
      if (there.isEmpty()) {
        make(netlink, subject, network, link);
      } else {
        demandOwn(subject, network, there.get());
      }
      furnish(netlink, subject, network, find(netlink, link).orElseThrow());
    }
  }

  /** Before anything is made on a link: whether the kernel has what it takes. */
  private static void demandKind(Netlink netlink, String subject, String kind) {
    try {
      netlink.change(subject, List.of(LinkMessages.probe(kind)));
    } catch (NetlinkException refused) {
      if (refused.is(Errno.ENOTSUP) || refused.is(Errno.EPERM)) {
        throw refused;
      } // else it lacks the link to be on: the kind is known
    }
  }

  private void make(Netlink netlink, String subject, NetworkSpec network, String link) {
    End end = new End(link, names.bridgeMac(network), OptionalInt.empty());
    // at once: a bridge without its owner would be nobody's after a kill in between
    netlink.change(
        subject,
        List.of(
            LinkMessages.bridge(end, network.mtu()),
            LinkMessages.alias(link, names.bridgeAlias(network))));
  }

  private void demandOwn(String subject, NetworkSpec network, LinkState link) {
    if (!link.kind().equals("bridge") || !link.alias().equals(names.bridgeAlias(network))) {
      throw new EngineException(
          subject
              + ": the host has a link '"
              + link.name()
              + "' that is not this network's"
              + (link.alias().isEmpty() ? "" : " (its alias is '" + link.alias() + "')")
              + "; remove it, or choose another name");
    }
  }

  private void furnish(Netlink netlink, String subject, NetworkSpec network, LinkState link) {
    if (!link.up()) {
      host.inside(
          () -> {
            settings(network, link.name());
            return null;
          });
    }
    Set<IpPrefix> wanted =
        network.subnets().stream()
            .flatMap(subnet -> subnet.gatewayAddress().stream())
            .collect(Collectors.toSet());
    if (network.hasV6()) {
      wanted.add(Furnishing.linkLocal(link.mac()));
    }
    List<NetlinkMessage> messages = new ArrayList<>();
    for (AddressState address : netlink.addresses()) {
      if (address.index() == link.index() && !wanted.remove(address.address())) {
        messages.add(AddressMessages.delete(link.index(), address.address()));
      }
    }
    wanted.forEach(address -> messages.add(AddressMessages.add(link.index(), address)));
    network
        .mtu()
        .ifPresent(
            size -> {
              if (size != link.mtu()) {
                messages.add(LinkMessages.mtu(link.name(), size));
              }
            });
    if (!link.up()) {
      messages.add(
          LinkMessages.up(link.name(), network.mtu().orElse(link.mtu()), Sysctls.haveV6()));
    }
    netlink.change(subject, messages);
  }

  /** What netlink cannot say; written in the host's network namespace while the link is down. */
  private static void settings(NetworkSpec network, String link) {
    if (!network.hasV6()) {
      Sysctls.write("ipv6/conf/" + link + "/disable_ipv6", "1");
    } else {
      Sysctls.write("ipv6/conf/" + link + "/accept_ra", "0");
    }
    // so that connections to ports published on 127.0.0.1 can be sent on; Rules guards it
    if (!network.internal()) {
      Sysctls.write("ipv4/conf/" + link + "/route_localnet", "1");
    }
  }

  /** The networks of this engine that are bridges, by project and name. */
  public List<NetworkState> list() {
    try (Netlink netlink = host.netlink()) {
      return netlink.links().stream()
          .filter(link -> link.kind().equals("bridge"))
          .flatMap(
              link ->
                  names.networkOf(link.alias()).stream()
                      .map(
                          network ->
                              new NetworkState(
                                  names.projectOf(link.alias()).orElseThrow(),
                                  network,
                                  link.name(),
                                  link.up())))
          .toList();
    }
  }

  /** The host's routes but for those to everything and to what is on a link alone. */
  public List<HostRoute> routes() {
    try (Netlink netlink = host.netlink()) {
      Map<Integer, String> links =
          netlink.links().stream().collect(Collectors.toMap(LinkState::index, LinkState::name));
      return netlink.routes().stream()
          .filter(route -> route.target().length() > 0)
          .filter(route -> !route.target().address().isLinkLocalAddress())
          .map(route -> new HostRoute(route.target(), links.getOrDefault(route.index(), "")))
          .toList();
    }
  }

  /** Removes a network's bridge; ports that are left on it lose their way out. */
  public void remove(String project, String network) {
    removeWhere(alias -> alias.equals(names.owner(project) + network));
  }

  /** Removes every link of a project: bridges and the host's ends of pairs. */
  public void removeAll(String project) {
    removeWhere(alias -> alias.startsWith(names.owner(project)));
  }

  private void removeWhere(java.util.function.Predicate<String> alias) {
    try (Netlink netlink = host.netlink()) {
      List<LinkState> links = netlink.links();
      List<LinkState> found = links.stream().filter(link -> alias.test(link.alias())).toList();
      if (!found.isEmpty()) {
        netlink.change("links", removal(found, unusedGroup(links)));
      }
    } catch (NetlinkException failure) {
      if (!failure.is(Errno.ENODEV)) { // else it went by itself meanwhile, with its other end
        throw failure;
      }
    }
  }

  /** Together: the kernel waits some 20 ms for each removal, of one link or of many. */
  private static List<NetlinkMessage> removal(List<LinkState> links, int group) {
    if (links.size() == 1) {
      return List.of(LinkMessages.delete(links.get(0).index()));
    }
    List<NetlinkMessage> messages = new ArrayList<>();
    links.forEach(link -> messages.add(LinkMessages.group(link.index(), group)));
    messages.add(LinkMessages.deleteGroup(group));
    return messages;
  }

  private static int unusedGroup(List<LinkState> links) {
    Set<Integer> used = links.stream().map(LinkState::group).collect(Collectors.toSet());
    return ThreadLocalRandom.current()
        .ints(1, Integer.MAX_VALUE)
        .filter(group -> !used.contains(group))
        .findFirst()
        .orElseThrow();
  }

  static Optional<LinkState> find(Netlink netlink, String name) {
    return netlink.link(name);
  }
}
