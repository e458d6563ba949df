package jcompose.composer.wiring;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Network;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.EtcFiles;
import jcompose.composer.network.PlannedNetwork;
import jcompose.engine.Networks;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/**
 * What each service has of a project's networks; pure.
 *
 * @param project the project
 * @param plan its addresses
 * @param run the engine's run folder
 * @param containers the containers of all services
 */
public record ServiceNetworks(
    Project project, AddressPlan plan, Path run, Map<Replica, ContainerNetwork> containers) {
  /** Of a plan, whose containers are found by what they are. */
  public ServiceNetworks(Project project, AddressPlan plan, Path run) {
    this(project, plan, run, byReplicas(plan));
  }

  private static Map<Replica, ContainerNetwork> byReplicas(AddressPlan plan) {
    Map<Replica, ContainerNetwork> containers = new HashMap<>();
    plan.containers().forEach(container -> containers.put(container.replica(), container));
    return Map.copyOf(containers);
  }

  /**
   * What a container has: its own, or that of the first container of a service whose network it
   * joins.
   *
   * @param number which container of the service, from 1
   */
  public ServiceNetwork of(Service service, int number) {
    Service owner = owner(service);
    if (inHosts(owner)) {
      return new ServiceNetwork(Optional.of(new NamespaceMode.Host()), Optional.empty());
    }
    Optional<ContainerNetwork> kept = kept(owner, owner.name().equals(service.name()) ? number : 1);
    if (kept.isEmpty()) {
      return ServiceNetwork.NONE;
    }
    ContainerNetwork container = kept.get();
    List<String> names =
        container.interfaces().stream()
            .map(one -> network(one.network()).network().name())
            .toList();
    NamespaceMode mode =
        new NamespaceMode.OfPath(Networks.namespaceFile(run, project.name(), container.id()));
    boolean alone = container.interfaces().isEmpty();
    return new ServiceNetwork(
        Optional.of(mode),
        alone
            ? Optional.empty()
            : Optional.of(
                new ServiceNetwork.Etc(
                    owner, container, names, EtcFiles.gateway(plan, container))));
  }

  /** The network namespace of a service's container that is kept, if it has one of that kind. */
  public Optional<ContainerNetwork> kept(Service service, int number) {
    if (service.namespaces().containsKey(NamespaceType.NETWORK) || hasOwnUsers(service)) {
      return Optional.empty();
    }
    return Optional.ofNullable(containers.get(new Replica(service.name(), number)))
        .filter(container -> !container.interfaces().isEmpty() || isWired(service));
  }

  /** Whether its root has no rights over the network namespaces that are made for services. */
  static boolean hasOwnUsers(Service service) {
    return service.namespaces().get(NamespaceType.USER) instanceof NamespaceChoice.Mapped;
  }

  private boolean isWired(Service service) {
    return plan.wires().stream()
        .flatMap(wire -> Stream.of(wire.wire().one(), wire.wire().other()))
        .anyMatch(end -> end.service().equals(service.name()));
  }

  private boolean inHosts(Service service) {
    return service.networking().attachments().keySet().stream()
        .anyMatch(key -> network(key).network().driver() == Network.Driver.HOST);
  }

  private PlannedNetwork network(String key) {
    return Optional.ofNullable(plan.networks().get(key)).orElseThrow();
  }

  /** The service itself, or the one whose network it joins in the end. */
  private Service owner(Service service) {
    Service at = service;
    Set<String> seen = new HashSet<>();
    while (seen.add(at.name())
        && at.namespaces().get(NamespaceType.NETWORK) instanceof NamespaceChoice.OfService of) {
      Service next = project.services().get(of.service());
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }
}
