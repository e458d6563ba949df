package jcompose.composer.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedInterface;
import jcompose.composer.network.PlannedInterface.Address;
import jcompose.composer.network.PlannedNetwork;

/** Makes the zone of a project out of its plan of addresses. */
public final class ProjectZone {
  private static final int PORT = 53;

  private ProjectZone() {}

  /**
   * In every network the services, their containers and the services' aliases.
   *
   * @param present which containers have names now: those that run
   */
  public static Zone of(Project project, AddressPlan plan, Predicate<ContainerNetwork> present) {
    Map<String, Zone.Names> networks = new LinkedHashMap<>();
    for (PlannedNetwork network : plan.networks().values()) {
      Map<String, List<IpAddress>> addresses = new LinkedHashMap<>();
      Map<IpAddress, String> owners = new HashMap<>();
      String key = network.network().key();
      for (ContainerNetwork container : plan.containers()) {
        if (present.test(container)) {
          container.in(key).ifPresent(one -> add(project, container, one, addresses, owners));
        }
      }
      networks.put(
          key, new Zone.Names(network.network().name(), network.plain(), addresses, owners));
    }
    return new Zone(networks);
  }

  private static void add(
      Project project,
      ContainerNetwork container,
      PlannedInterface one,
      Map<String, List<IpAddress>> addresses,
      Map<IpAddress, String> owners) {
    Set<String> names = new LinkedHashSet<>();
    names.add(container.service());
    names.add(container.name());
    Service service = project.services().get(container.service());
    if (service != null) {
      Attachment attachment = service.networking().attachments().get(one.network());
      names.addAll(attachment == null ? List.of() : attachment.aliases());
      service.hostname().ifPresent(names::add);
    }
    for (Address address : one.addresses()) {
      for (String name : names) {
        List<IpAddress> all =
            addresses.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>());
        if (!all.contains(address.address())) {
          all.add(address.address());
        }
      }
      owners.put(address.address(), container.name());
    }
  }

  /** Who asks when a container of a service does. */
  public static Asker asker(Project project, Service service) {
    Map<String, String> links = new HashMap<>();
    service.networking().links().forEach((alias, to) -> links.put(lower(alias), lower(to)));
    List<String> networks = List.copyOf(service.networking().attachments().keySet());
    boolean leadsOut =
        networks.stream()
            .map(project.networks()::get)
            .anyMatch(network -> network != null && !network.internal());
    return new Asker(
        networks,
        links,
        service.resolution().dns().stream()
            .map(server -> HostServers.socket(server, PORT))
            .toList(),
        leadsOut);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
