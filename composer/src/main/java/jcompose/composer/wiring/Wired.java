package jcompose.composer.wiring;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedInterface;
import jcompose.composer.network.PlannedNetwork;

/** A project with its plan, and who made its external networks; pure. */
record Wired(Project project, ServiceNetworks services, EngineSpecs specs, LinkTable links) {
  Wired(Project project, ServiceNetworks services, EngineSpecs specs) {
    this(project, services, specs, new LinkTable(project, services.plan()));
  }

  AddressPlan plan() {
    return services.plan();
  }

  /** A container with a network of its own. */
  Optional<ContainerNetwork> kept(Replica replica) {
    return Optional.ofNullable(project.services().get(replica.service()))
        .flatMap(service -> services.kept(service, replica.number()));
  }

  /** The services of those that have networks of their own, by {@code SERVICE-NUMBER}. */
  Map<String, Service> containers(Collection<Replica> replicas) {
    Map<String, Service> containers = new LinkedHashMap<>();
    for (Replica replica : replicas) {
      Service service = project.services().get(replica.service());
      if (service != null) {
        kept(replica).ifPresent(container -> containers.put(container.id(), service));
      }
    }
    return containers;
  }

  /** The same without the addresses of some containers. */
  Wired without(Collection<Replica> gone) {
    AddressPlan plan = plan().without(gone);
    return new Wired(
        project,
        new ServiceNetworks(project, plan, services.run()),
        new EngineSpecs(specs.project(), plan, specs.owners()));
  }

  /**
   * Networks that containers are in which go on as they are, and that another plan changes.
   *
   * @param next the other plan
   * @param going whether a container is one of those
   * @return why the other plan cannot be carried out, with places; empty when it can
   */
  List<String> cutOff(Wired next, Predicate<ContainerNetwork> going) {
    List<String> problems = new ArrayList<>();
    for (ContainerNetwork container : plan().containers()) {
      // what is of no service any more goes on with all that it has
      if (going.test(container) && next.project().services().containsKey(container.service())) {
        for (PlannedInterface one : container.interfaces()) {
          String before = String.valueOf(plan().networks().get(one.network()));
          PlannedNetwork after = next.plan().networks().get(one.network());
          if (!before.equals(String.valueOf(after))) {
            problems.add(
                (after == null ? "" : after.network().position() + ": ")
                    + "networks."
                    + one.network()
                    + ": is not what it was, and service '"
                    + container.service()
                    + "' goes on in it; bring it up too, or all services");
          }
        }
      }
    }
    return problems;
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
