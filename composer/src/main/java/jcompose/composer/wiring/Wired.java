package jcompose.composer.wiring;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;

/** A project with its plan, and who made its external networks; pure. */
record Wired(Project project, ServiceNetworks services, EngineSpecs specs) {
  AddressPlan plan() {
    return services.plan();
  }

  LinkTable links() {
    return new LinkTable(project, plan());
  }

  /** A service of which no container has its own network but this. */
  Optional<ContainerNetwork> kept(Service service) {
    return services.kept(service);
  }

  /** The containers of services that have networks of their own, by {@code SERVICE-NUMBER}. */
  Map<String, Service> containers(Collection<String> names) {
    Map<String, Service> containers = new LinkedHashMap<>();
    for (String name : names) {
      Service service = project.services().get(name);
      if (service != null) {
        kept(service).ifPresent(container -> containers.put(container.id(), service));
      }
    }
    return containers;
  }

  /** Where published ports lead to, by containers. */
  Map<String, List<InetAddress>> targets() {
    Map<String, List<InetAddress>> targets = new HashMap<>();
    plan().containers().forEach(container -> targets.put(container.id(), specs.targets(container)));
    return targets;
  }

  /**
   * The keys of services' networks, and of those that are there already.
   *
   * @param there the names of the project's networks on this machine
   */
  Set<String> keys(Collection<String> names, Set<String> there) {
    Set<String> keys = new LinkedHashSet<>();
    names.stream()
        .flatMap(name -> Stream.ofNullable(project.services().get(name)))
        .forEach(service -> keys.addAll(service.networking().attachments().keySet()));
    plan()
        .networks()
        .forEach(
            (key, network) -> {
              if (there.contains(network.network().name())) {
                keys.add(key);
              }
            });
    return keys;
  }
}
