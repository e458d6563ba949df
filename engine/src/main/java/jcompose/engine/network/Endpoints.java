package jcompose.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.network.LinkMessages.End;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;

/** Links in containers' namespaces: their places in networks, and cables between them. */
public final class Endpoints {
  private static final int USUAL_MTU = 1500;

  private final Host host;
  private final NetworkNames names;
  private final NamespaceFiles namespaces;

  /** Those of one engine. */
  public Endpoints(Host host, NetworkNames names, NamespaceFiles namespaces) {
    this.host = host;
    this.names = names;
    this.namespaces = namespaces;
  }

  /**
   * Attaches a namespace to networks; what is there already and right stays as it is.
   *
   * @param fresh whether the namespace is just made, and has no links yet
   */
  public void attach(
      String project, String namespace, List<AttachmentSpec> attachments, boolean fresh) {
    List<EndpointSpec> all = attachments.stream().map(AttachmentSpec::endpoint).toList();
    try (Descriptor there = namespaces.demand(project, namespace);
        Netlink inside = host.thread().netlink(there, all);
        Netlink outside = host.netlink()) {
      List<NetlinkMessage> surplus = new ArrayList<>();
      List<NetlinkMessage> messages = new ArrayList<>();
      List<String> ports = new ArrayList<>();
      Map<String, LinkState> before = fresh ? Map.of() : byNames(inside);
      for (AttachmentSpec attachment : attachments) {
        EndpointSpec endpoint = attachment.endpoint();
        String port = names.port(project, namespace, endpoint.interfaceName());
        LinkState network = network(outside, attachment.network());
        Optional<LinkState> own = Optional.ofNullable(before.get(endpoint.interfaceName()));
        Optional<LinkState> end = outside.link(port);
        if (own.isPresent() && isRight(attachment, own.get(), end, network)) {
          continue;
        }
        end.ifPresent(link -> surplus.add(LinkMessages.delete(link.index())));
        if (own.isPresent() && end.isEmpty()) {
          inside.change(namespace, List.of(LinkMessages.delete(own.get().index())));
        }
        messages.addAll(
            create(project, namespace, attachment, there.number(), port, network.index()));
        ports.add(port);
      }
      try {
        outside.change(namespace, surplus);
        outside.change(namespace, messages);
        new Furnishing(host.thread(), there, inside)
            .furnish(namespace, all, ports.size() == all.size());
      } catch (RuntimeException failure) {
        undo(outside, ports, failure);
        throw failure;
      }
    }
  }

  private static Map<String, LinkState> byNames(Netlink netlink) {
    return netlink.links().stream().collect(Collectors.toMap(LinkState::name, link -> link));
  }

  /**
   * The places of a namespace, in which processes run, whose way to their bridge is lost: the
   * host's end of the link is gone, or is no port of the bridge.
   */
  public List<AttachmentSpec> lost(
      String project, String namespace, List<AttachmentSpec> attachments) {
    try (Netlink outside = host.netlink()) {
      return attachments.stream()
          .filter(attachment -> attachment.network().driver() == Driver.BRIDGE)
          .filter(
              attachment -> {
                int bridge = network(outside, attachment.network()).index();
                return outside
                    .link(names.port(project, namespace, attachment.endpoint().interfaceName()))
                    .filter(end -> end.master() == bridge)
                    .isEmpty();
              })
          .toList();
    }
  }

  private static void undo(Netlink outside, List<String> ports, RuntimeException failure) {
    try {
      outside.change(
          "undo",
          outside.links().stream()
              .filter(link -> ports.contains(link.name()))
              .map(link -> LinkMessages.delete(link.index()))
              .toList());
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }

  private LinkState network(Netlink outside, NetworkSpec network) {
    String name = names.link(network);
    return outside
        .link(name)
        .orElseThrow(
            () ->
                new EngineException(
                    "network " + network.name() + ": the host has no link '" + name + "'"));
  }

  private static boolean isRight(
      AttachmentSpec attachment, LinkState own, Optional<LinkState> end, LinkState network) {
    return switch (attachment.network().driver()) {
      case BRIDGE ->
          own.kind().equals("veth")
              && own.mac().equals(attachment.endpoint().mac())
              && end.filter(link -> link.master() == network.index() && link.up()).isPresent();
      case MACVLAN -> own.kind().equals("macvlan") && own.mac().equals(attachment.endpoint().mac());
      case IPVLAN -> own.kind().equals("ipvlan");
    };
  }

  private List<NetlinkMessage> create(
      String project,
      String namespace,
      AttachmentSpec attachment,
      int descriptor,
      String port,
      int network) {
    EndpointSpec endpoint = attachment.endpoint();
    OptionalInt mtu = endpoint.mtu().isPresent() ? endpoint.mtu() : attachment.network().mtu();
    End inside = new End(endpoint.interfaceName(), endpoint.mac(), OptionalInt.of(descriptor));
    if (attachment.network().driver() == Driver.MACVLAN) {
      return List.of(LinkMessages.macvlan(inside, network, mtu));
    }
    if (attachment.network().driver() == Driver.IPVLAN) {
      return List.of(LinkMessages.ipvlan(inside, network, mtu));
    }
    return List.of(
        LinkMessages.veth(
            new End(port, "", OptionalInt.empty()), OptionalInt.of(network), inside, mtu),
        LinkMessages.alias(port, names.portAlias(project, attachment.network().name(), namespace)),
        LinkMessages.hairpin(port),
        LinkMessages.up(port, mtu.orElse(USUAL_MTU), Sysctls.haveV6()));
  }

  /** Takes a link out of a namespace; nothing happens when it is not there. */
  public void detach(String project, String namespace, String interfaceName) {
    Optional<Descriptor> found = namespaces.open(project, namespace);
    if (found.isEmpty()) {
      return;
    }
    try (Descriptor there = found.get();
        Netlink inside = host.thread().netlink(there)) {
      Optional<LinkState> link = Bridges.find(inside, interfaceName);
      if (link.isPresent()) {
        inside.change(namespace, List.of(LinkMessages.delete(link.get().index())));
      }
    }
  }

  /**
   * Takes away what a namespace has on the host's links. The kernel removes a namespace's own links
   * some time after the namespace, and until then these would answer for it.
   */
  public void release(String project, String namespace) {
    Optional<Descriptor> found = namespaces.open(project, namespace);
    if (found.isEmpty()) {
      return;
    }
    try (Descriptor there = found.get();
        Netlink inside = host.thread().netlink(there)) {
      inside.change(namespace, List.of(LinkMessages.deleteThoseOnTheHosts()));
    } catch (NetlinkException refused) {
      if (!refused.is(Errno.ENODEV)) { // else it has none
        throw refused;
      }
    }
  }

  /** Lays a cable between two namespaces; one that is there already stays as it is. */
  public void connect(LinkSpec cable) {
    EndpointSpec one = cable.one().endpoint();
    EndpointSpec other = cable.other().endpoint();
    String subject =
        cable.one().namespace()
            + ":"
            + one.interfaceName()
            + " to "
            + cable.other().namespace()
            + ":"
            + other.interfaceName();
    try (Descriptor here = namespaces.demand(cable.project(), cable.one().namespace());
        Descriptor there = namespaces.demand(cable.project(), cable.other().namespace());
        Netlink near = host.thread().netlink(here);
        Netlink far = host.thread().netlink(there)) {
      if (!isEnd(near, one) || !isEnd(far, other)) {
        removeEnd(near, subject, one);
        removeEnd(far, subject, other);
        near.change(
            subject,
            List.of(
                LinkMessages.veth(
                    new End(one.interfaceName(), one.mac(), OptionalInt.empty()),
                    OptionalInt.empty(),
                    new End(other.interfaceName(), other.mac(), OptionalInt.of(there.number())),
                    mtu(one, other))));
        new Furnishing(host.thread(), here, near).furnish(subject, List.of(one), true);
        new Furnishing(host.thread(), there, far).furnish(subject, List.of(other), true);
      }
    }
  }

  /** Gives links that are there no more and no less than their addresses and routes. */
  public void furnish(String project, String namespace, List<EndpointSpec> endpoints) {
    try (Descriptor there = namespaces.demand(project, namespace);
        Netlink inside = host.thread().netlink(there)) {
      new Furnishing(host.thread(), there, inside).furnish(namespace, endpoints, false);
    }
  }

  private static OptionalInt mtu(EndpointSpec one, EndpointSpec other) {
    return java.util.stream.IntStream.concat(one.mtu().stream(), other.mtu().stream()).min();
  }

  private static boolean isEnd(Netlink netlink, EndpointSpec endpoint) {
    return Bridges.find(netlink, endpoint.interfaceName())
        .filter(link -> link.kind().equals("veth") && link.mac().equals(endpoint.mac()))
        .isPresent();
  }

  private static void removeEnd(Netlink netlink, String subject, EndpointSpec endpoint) {
    Bridges.find(netlink, endpoint.interfaceName())
        .ifPresent(link -> netlink.change(subject, List.of(LinkMessages.delete(link.index()))));
  }
}
