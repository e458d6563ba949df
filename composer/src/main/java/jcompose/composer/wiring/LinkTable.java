package jcompose.composer.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.model.LinkSettings;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.PointToPoint;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedInterface;
import jcompose.composer.network.PlannedWire;
import jcompose.engine.Suggestion;
import jcompose.engine.spec.NamespaceType;

/** All links of a project's containers; pure. */
final class LinkTable {
  private final Project project;
  private final List<ContainerLink> links = new ArrayList<>();
  private final Map<String, List<ContainerLink>> byContainers;

  /** Those of a plan. */
  LinkTable(Project project, AddressPlan plan) {
    this.project = project;
    for (ContainerNetwork container : plan.containers()) {
      Service service = project.services().get(container.service());
      if (service == null) {
        continue;
      }
      String place = service.position() + ": services." + service.name();
      for (PlannedInterface one : container.interfaces()) {
        links.add(
            new ContainerLink(
                container.id(),
                container.service(),
                Optional.of(one.network()),
                one.name(),
                Optional.empty(),
                one.link(),
                place));
      }
      for (PlannedWire planned : plan.wires()) {
        PointToPoint wire = planned.wire();
        LinkSettings link = wire.link();
        wire(container, wire.one(), wire.other(), link, wire);
        wire(container, wire.other(), wire.one(), link.reversed(), wire);
      }
    }
    byContainers = links.stream().collect(Collectors.groupingBy(ContainerLink::container));
  }

  private void wire(
      ContainerNetwork container,
      PointToPoint.Endpoint own,
      PointToPoint.Endpoint other,
      LinkSettings link,
      PointToPoint wire) {
    if (own.service().equals(container.service())) {
      links.add(
          new ContainerLink(
              container.id(),
              own.service(),
              Optional.empty(),
              own.interfaceName(),
              Optional.of(
                  new ContainerLink.End(
                      Replica.first(other.service()).toString(),
                      other.service(),
                      other.interfaceName())),
              link,
              wire.position() + ": links"));
    }
  }

  /** All of them, services in the file's order. */
  List<ContainerLink> all() {
    return List.copyOf(links);
  }

  /** Those of a container. */
  List<ContainerLink> of(String container) {
    return byContainers.getOrDefault(container, List.of());
  }

  /** The same link seen from its other end. */
  Optional<ContainerLink> otherEnd(ContainerLink link) {
    return link.peer()
        .flatMap(
            peer ->
                of(peer.container()).stream()
                    .filter(other -> other.interfaceName().equals(peer.interfaceName()))
                    .findFirst());
  }

  /**
   * The links of a container that a command names.
   *
   * @param name a network's key or an interface; empty for all
   * @throws ComposerException when there is none, saying which there are
   */
  List<ContainerLink> named(String service, int index, Optional<String> name) {
    List<ContainerLink> own = of(new Replica(service, index).toString());
    if (own.isEmpty()) {
      throw new ComposerException(
          index > 1
              ? "service '" + service + "' has no container " + index
              : "service '" + service + "' has no links" + elsewhere(service));
    }
    if (name.isEmpty()) {
      return own;
    }
    List<ContainerLink> found =
        own.stream()
            .filter(
                link -> link.name().equals(name.get()) || link.interfaceName().equals(name.get()))
            .toList();
    if (found.isEmpty()) {
      throw new ComposerException(
          "service '"
              + service
              + "' has no link '"
              + name.get()
              + "'; it has "
              + words(own)
              + meant(name.get(), own));
    }
    if (found.size() > 1) {
      throw new ComposerException(
          "'" + name.get() + "' of service '" + service + "' is one of two: " + words(found));
    }
    return found;
  }

  private String meant(String name, List<ContainerLink> own) {
    if (project.networks().containsKey(name)) {
      return "";
    }
    String near = Suggestion.of(name, own.stream().map(ContainerLink::name).toList());
    return near.isEmpty() ? "; the project has no network '" + name + "'" : near;
  }

  private String elsewhere(String name) {
    Service service = project.services().get(name);
    return service != null
            && service.namespaces().get(NamespaceType.NETWORK)
                instanceof NamespaceChoice.OfService of
        ? " of its own: it uses those of '" + of.service() + "'"
        : ": it is in no network and at no wire";
  }

  /** For example {@code wan (eth0), eth1}. */
  static String words(List<ContainerLink> links) {
    return String.join(
        ", ",
        links.stream()
            .map(
                link ->
                    link.network()
                        .map(key -> key + " (" + link.interfaceName() + ")")
                        .orElse(link.interfaceName()))
            .toList());
  }
}
