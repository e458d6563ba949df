package jcompose.composer.wiring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedWire;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.LinkSpec;

/** Makes the namespaces, cables and links of a project's containers. */
final class Attaching {
  private final Networks networks;
  private final String project;
  private final Links links;

  Attaching(Networks networks, String project, Links links) {
    this.networks = networks;
    this.project = project;
    this.links = links;
  }

  /** One, or whatever cables may lead to; others each when its container is attached. */
  void makeNamespaces(Wired now, Set<String> containers) {
    List<String> missing = new ArrayList<>(containers);
    missing.removeAll(networks.namespaces(project));
    if (missing.isEmpty() || !now.plan().wires().isEmpty()) {
      networks.namespaces(project, containers);
    } else {
      networks.namespace(project, missing.get(0)); // else what forbids it were told too late
      networks.prepareNamespaces(missing.size() - 1);
    }
  }

  /** Lays the cables of which both ends are there. */
  void cables(Wired now) {
    if (now.plan().wires().isEmpty()) {
      return;
    }
    Set<String> there = Set.copyOf(networks.namespaces(project));
    for (PlannedWire wire : now.plan().wires()) {
      LinkSpec cable = now.specs().cable(wire);
      if (there.contains(cable.one().namespace()) && there.contains(cable.other().namespace())) {
        networks.connect(cable);
      }
    }
  }

  /** Gives a container, which does not run, all of its links and addresses. */
  void attach(Wired now, ContainerNetwork container) {
    boolean fresh = networks.makeNamespace(project, container.id());
    List<String> there = fresh ? List.of() : links.names(container.id());
    List<EndpointSpec> wires = now.specs().ends(container);
    removeOthers(container, wires, there);
    List<EndpointSpec> laid =
        wires.stream().filter(end -> there.contains(end.interfaceName())).toList();
    if (!laid.isEmpty()) {
      networks.furnish(project, container.id(), laid);
    }
    if (!container.interfaces().isEmpty()) {
      List<AttachmentSpec> wanted = now.specs().attachments(container);
      if (fresh) {
        networks.attachFresh(project, container.id(), wanted);
      } else {
        networks.attach(project, container.id(), wanted);
      }
    }
    Set<String> absent = new HashSet<>();
    wires.stream()
        .filter(end -> !laid.contains(end))
        .forEach(end -> absent.add(end.interfaceName()));
    links.apply(now.links().of(container.id()), absent);
  }

  /** A container begins with its own links alone, not with what the one before it made. */
  private void removeOthers(
      ContainerNetwork container, List<EndpointSpec> wires, List<String> there) {
    Set<String> wanted = new HashSet<>(Set.of("lo"));
    container.interfaces().forEach(one -> wanted.add(one.name()));
    wires.forEach(end -> wanted.add(end.interfaceName()));
    for (String link : there) {
      if (!wanted.contains(link)) {
        try {
          networks.detach(project, container.id(), link);
        } catch (EngineException ofTheKernel) {
          // one of those that every namespace has, for example tunl0
        }
      }
    }
  }

  /**
   * Containers that go on get back what somebody took from them, a whole bridge perhaps.
   *
   * @param going whether a container is one of those, by its id
   * @return the links that are made anew, as {@code web-1:eth0}
   */
  List<String> reattach(Wired now, Predicate<String> going) {
    List<String> made = new ArrayList<>();
    for (ContainerNetwork container : now.plan().containers()) {
      String id = container.id();
      if (going.test(id) && !container.interfaces().isEmpty()) {
        networks
            .reattach(project, id, now.specs().attachments(container))
            .forEach(link -> made.add(id + ":" + link));
      }
    }
    return made;
  }
}
