package jcompose.composer.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network;
import jcompose.composer.model.PointToPoint;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.network.PlannedInterface.Address;

/**
 * Gives every container of a project its interfaces and addresses. The same project in the same
 * surroundings has the same ones every time.
 */
public final class AddressPlanner {
  private static final String PREFIX_OPTION = "com.docker.network.container_iface_prefix";

  /** What Docker prefers for the default route. */
  private static final Comparator<Attachment> BY_GATEWAY_PRIORITY =
      Comparator.comparingInt(Attachment::gatewayPriority).reversed();

  private final Project project;
  private final Map<String, Integer> there;
  private final Surroundings surroundings;
  private final Map<String, PlannedNetwork> networks;
  private final Map<String, AddressChoice> choices = new HashMap<>();
  private final Map<String, Map<Boolean, IpAddress>> early = new HashMap<>();
  private final Set<String> macs = new HashSet<>();

  private AddressPlanner(Project project, Map<String, Integer> there, Surroundings surroundings) {
    this.project = project;
    this.there = there;
    this.surroundings = surroundings;
    this.networks = new SubnetChoice(project, surroundings).choose();
  }

  /**
   * The plan.
   *
   * @param there the highest number among the containers that each service has, which may be more
   *     than the project wants
   * @throws ComposerException when a subnet that the file fixes is taken, an external network is
   *     not there, or no address is left
   */
  public static AddressPlan plan(
      Project project, Map<String, Integer> there, Surroundings surroundings) {
    return new AddressPlanner(project, there, surroundings).plan();
  }

  private AddressPlan plan() {
    networks.forEach(
        (key, network) ->
            choices.put(
                key,
                new AddressChoice(
                    project.name(),
                    network,
                    Optional.ofNullable(surroundings.networks().get(network.network().name()))
                        .map(Surroundings.Existing::addresses)
                        .orElse(Set.of()))));
    each(this::fixed);
    each(this::kept);
    List<ContainerNetwork> containers = new ArrayList<>();
    for (Service service : project.services().values()) {
      for (int number = 1; number <= count(service); number++) {
        containers.add(container(service, number));
      }
    }
    List<PlannedWire> wires = new ArrayList<>();
    for (PointToPoint wire : project.links()) {
      wires.add(
          new PlannedWire(
              wire, mac("wire", wire.one().toString()), mac("wire", wire.other().toString())));
    }
    return new AddressPlan(networks, containers, wires);
  }

  private interface Visit {
    void container(Service service, int number, Attachment attachment, PlannedNetwork network);
  }

  private void each(Visit visit) {
    for (Service service : project.services().values()) {
      for (Attachment attachment : service.networking().attachments().values()) {
        PlannedNetwork network = networks.get(attachment.network());
        for (int number = 1; network != null && number <= count(service); number++) {
          visit.container(service, number, attachment, network);
        }
      }
    }
  }

  private int count(Service service) {
    return Math.max(service.scale(), there.getOrDefault(service.name(), 0));
  }

  /** Keeps the addresses that the file fixes, before any other is given. */
  private void fixed(Service service, int number, Attachment attachment, PlannedNetwork network) {
    if (number > 1) {
      return; // it is there and goes: who fixes an address has one container
    }
    attachment.mac().ifPresent(macs::add);
    for (Optional<IpAddress> fixed : List.of(attachment.ipv4(), attachment.ipv6())) {
      fixed.ifPresent(
          ip -> {
            AddressChoice choice = choice(network);
            if (!choice.fits(ip) || !choice.take(ip)) {
              throw new ComposerException(
                  attachment.position()
                      + ": services."
                      + service.name()
                      + ".networks."
                      + attachment.network()
                      + ": "
                      + ip
                      + (choice.fits(ip) ? " is taken in " : " is no address of ")
                      + network.network().name());
            }
            early(service, number, network).put(ip.six(), ip);
          });
    }
  }

  /** Keeps the addresses that containers have. */
  private void kept(Service service, int number, Attachment attachment, PlannedNetwork network) {
    List<IpAddress> before =
        surroundings
            .current()
            .addresses()
            .getOrDefault(
                new Replica(service.name(), number) + " " + attachment.network(), List.of());
    for (PlannedSubnet subnet : network.subnets()) {
      boolean six = subnet.subnet().six();
      if (!early(service, number, network).containsKey(six)) {
        choice(network)
            .kept(before, subnet)
            .ifPresent(ip -> early(service, number, network).put(six, ip));
      }
    }
  }

  private Map<Boolean, IpAddress> early(Service service, int number, PlannedNetwork network) {
    String key = new Replica(service.name(), number) + " " + network.network().key();
    return early.computeIfAbsent(key, first -> new HashMap<>());
  }

  private AddressChoice choice(PlannedNetwork network) {
    return Optional.ofNullable(choices.get(network.network().key())).orElseThrow();
  }

  private ContainerNetwork container(Service service, int number) {
    Set<String> names = names(service);
    Map<Boolean, String> routes = routes(service);
    List<PlannedInterface> interfaces = new ArrayList<>();
    for (Attachment attachment : service.networking().attachments().values()) {
      PlannedNetwork network = networks.get(attachment.network());
      if (network != null && network.network().hasInterfaces()) {
        String name = attachment.interfaceName().orElseGet(() -> free(network, names));
        interfaces.add(of(service, number, attachment, network, name, routes));
      }
    }
    String name = service.containerName(project.name(), number);
    return new ContainerNetwork(service.name(), number, name, interfaces);
  }

  /** The names of interfaces that the file gives. */
  private Set<String> names(Service service) {
    Set<String> names = new HashSet<>();
    for (Attachment attachment : service.networking().attachments().values()) {
      attachment.interfaceName().ifPresent(names::add);
    }
    for (PointToPoint wire : project.links()) {
      for (PointToPoint.Endpoint end : List.of(wire.one(), wire.other())) {
        if (end.service().equals(service.name())) {
          names.add(end.interfaceName());
        }
      }
    }
    return names;
  }

  private static String free(PlannedNetwork network, Set<String> names) {
    String prefix = network.network().driverOptions().getOrDefault(PREFIX_OPTION, "eth");
    int index = 0;
    while (!names.add(prefix + index)) {
      index++;
    }
    return prefix + index;
  }

  /** The network that gives the default route of each family. */
  private Map<Boolean, String> routes(Service service) {
    Map<Boolean, String> routes = new LinkedHashMap<>();
    Comparator<Attachment> byName =
        Comparator.comparing(
            attachment ->
                Optional.ofNullable(networks.get(attachment.network()))
                    .map(network -> network.network().name())
                    .orElse(""));
    for (boolean six : new boolean[] {false, true}) {
      service.networking().attachments().values().stream()
          .filter(attachment -> leadsOut(attachment.network(), six))
          .min(BY_GATEWAY_PRIORITY.thenComparing(byName))
          .ifPresent(attachment -> routes.put(six, attachment.network()));
    }
    return routes;
  }

  private boolean leadsOut(String key, boolean six) {
    return Optional.ofNullable(networks.get(key))
        .filter(network -> !network.network().internal() && network.of(six).isPresent())
        .isPresent();
  }

  private PlannedInterface of(
      Service service,
      int number,
      Attachment attachment,
      PlannedNetwork planned,
      String name,
      Map<Boolean, String> routes) {
    Network network = planned.network();
    Map<Boolean, IpAddress> given = early(service, number, planned);
    List<Address> addresses = new ArrayList<>();
    List<IpAddress> gateways = new ArrayList<>();
    for (PlannedSubnet subnet : planned.subnets()) {
      boolean six = subnet.subnet().six();
      IpAddress address = given.get(six);
      if (address == null) {
        address = choice(planned).derived(subnet, service.name(), number);
      }
      addresses.add(new Address(address, subnet.subnet().prefix()));
      if (network.key().equals(routes.get(six))) {
        gateways.add(subnet.gateway());
      }
    }
    for (IpAddress more : attachment.linkLocal()) {
      addresses.add(new Address(more, more.six() ? 64 : 16));
    }
    return new PlannedInterface(
        network.key(),
        name,
        attachment
            .mac()
            .filter(fixed -> number == 1)
            .orElseGet(() -> mac(network.key(), new Replica(service.name(), number).toString())),
        addresses,
        gateways,
        network.mtu(),
        attachment.link().over(network.link()));
  }

  /** A locally administered address that no other interface of the project has. */
  private String mac(String network, String owner) {
    for (int i = 0; ; i++) {
      byte[] bytes = Derived.bytes(6, "mac", project.name(), network, owner, String.valueOf(i));
      bytes[0] = 0x02;
      String mac = HexFormat.ofDelimiter(":").formatHex(bytes);
      if (macs.add(mac)) {
        return mac;
      }
    }
  }
}
