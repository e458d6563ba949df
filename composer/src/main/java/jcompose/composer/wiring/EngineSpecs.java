package jcompose.composer.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network;
import jcompose.composer.model.Replica;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.BoundPort;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedInterface;
import jcompose.composer.network.PlannedNetwork;
import jcompose.composer.network.PlannedWire;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.Impairment;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.PublishedPort;

/**
 * A plan in the engine's words; pure.
 *
 * @param project the project's name
 * @param plan its addresses
 * @param owners the projects of external networks, by the networks' names on this machine
 */
record EngineSpecs(String project, AddressPlan plan, Map<String, String> owners) {
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  private static final String PARENT = "parent";

  /** The networks that the project makes itself and whose keys are among these. */
  List<NetworkSpec> networks(java.util.Collection<String> keys) {
    return plan.networks().values().stream()
        .filter(planned -> keys.contains(planned.network().key()))
        .filter(planned -> planned.network().hasInterfaces() && !planned.network().external())
        .map(this::network)
        .toList();
  }

  /** A network, the project's own or another's. */
  NetworkSpec network(PlannedNetwork planned) {
    Network network = planned.network();
    NetworkSpec.Driver driver = NetworkSpec.Driver.valueOf(network.driver().name());
    boolean bridge = driver == NetworkSpec.Driver.BRIDGE;
    return new NetworkSpec(
        network.external() ? owners.getOrDefault(network.name(), project) : project,
        network.name(),
        driver,
        Optional.ofNullable(network.driverOptions().get(bridge ? BRIDGE_NAME : PARENT)),
        planned.subnets().stream()
            .map(
                subnet ->
                    new NetworkSpec.Subnet(
                        new IpPrefix(address(subnet.subnet().address()), subnet.subnet().prefix()),
                        Optional.of(address(subnet.gateway()))))
            .toList(),
        network.mtu(),
        network.internal());
  }

  /** A container's places in its networks. */
  List<AttachmentSpec> attachments(ContainerNetwork container) {
    List<AttachmentSpec> all = new ArrayList<>();
    for (PlannedInterface one : container.interfaces()) {
      PlannedNetwork network =
          Optional.ofNullable(plan.networks().get(one.network())).orElseThrow();
      all.add(new AttachmentSpec(network(network), endpoint(one)));
    }
    return all;
  }

  private static EndpointSpec endpoint(PlannedInterface one) {
    return new EndpointSpec(
        one.name(),
        one.mac(),
        one.addresses().stream()
            .map(own -> new IpPrefix(address(own.address()), own.prefix()))
            .toList(),
        one.mtu(),
        one.gateways().stream()
            .map(gateway -> new EndpointSpec.Gateway(address(gateway), 0))
            .toList());
  }

  /** A wire, which is between services of one container each. */
  LinkSpec cable(PlannedWire planned) {
    OptionalInt mtu = planned.wire().mtu();
    return new LinkSpec(
        project,
        new LinkSpec.End(
            Replica.first(planned.wire().one().service()).toString(),
            new EndpointSpec(
                planned.wire().one().interfaceName(), planned.mac(), List.of(), mtu, List.of())),
        new LinkSpec.End(
            Replica.first(planned.wire().other().service()).toString(),
            new EndpointSpec(
                planned.wire().other().interfaceName(),
                planned.otherMac(),
                List.of(),
                mtu,
                List.of())));
  }

  /** A container's ends of wires. */
  List<EndpointSpec> ends(ContainerNetwork container) {
    return plan.wires().stream()
        .map(this::cable)
        .flatMap(cable -> Stream.of(cable.one(), cable.other()))
        .filter(end -> end.namespace().equals(container.id()))
        .map(LinkSpec.End::endpoint)
        .toList();
  }

  /** Where a container is reached through the host: in a network that is not closed. */
  List<InetAddress> targets(ContainerNetwork container) {
    List<InetAddress> targets = new ArrayList<>();
    for (boolean six : new boolean[] {false, true}) {
      container.interfaces().stream()
          .filter(this::isOpenBridge)
          .sorted(
              java.util.Comparator.comparing(
                  one -> one.gateways().stream().noneMatch(way -> way.six() == six)))
          .flatMap(one -> one.address(six).stream())
          .findFirst()
          .ifPresent(own -> targets.add(address(own)));
    }
    return targets;
  }

  private boolean isOpenBridge(PlannedInterface one) {
    Network network =
        Optional.ofNullable(plan.networks().get(one.network())).orElseThrow().network();
    return network.driver() == Network.Driver.BRIDGE && !network.internal();
  }

  /** A container's port that was taken on the host. */
  Optional<PublishedPort> published(BoundPort port, List<InetAddress> targets) {
    return targets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PublishedPort(
                protocol(port.protocol()), host(port), port.port(), targets, port.target()));
  }

  /** The host's address of a port; empty for all of both families. */
  static Optional<InetAddress> host(BoundPort port) {
    return port.address().map(EngineSpecs::address);
  }

  static PublishedPort.Protocol protocol(String word) {
    return word.equals("udp") ? PublishedPort.Protocol.UDP : PublishedPort.Protocol.TCP;
  }

  static Impairment impairment(jcompose.composer.model.Impairment wanted) {
    return new Impairment(
        wanted.delay(),
        wanted.jitter(),
        wanted.loss(),
        wanted.corrupt(),
        wanted.duplicate(),
        wanted.reorder(),
        wanted.rate().orElse(0));
  }

  static InetAddress address(IpAddress address) {
    try {
      return InetAddress.getByAddress(address.bytes());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }
}
