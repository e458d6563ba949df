package jcompose.composer.wiring;

import java.util.Optional;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.LinkSettings;
import jcompose.engine.spec.LinkPlace;

/**
 * A link of a container: its interface in a network, or its end of a wire.
 *
 * @param container {@code SERVICE-NUMBER}
 * @param service the service's name
 * @param network the network's key; empty for a wire
 * @param interfaceName its name in the container
 * @param peer the wire's other end; empty in a network
 * @param file what the file says, egress being what the container sends
 * @param place where the file says it, for messages
 */
record ContainerLink(
    String container,
    String service,
    Optional<String> network,
    String interfaceName,
    Optional<End> peer,
    LinkSettings file,
    String place) {
  /** An end of a wire. */
  record End(String container, String service, String interfaceName) {
    @Override
    public String toString() {
      return service + ":" + interfaceName;
    }
  }

  /** What it is known by on disk: that of a network stays when the interface gets another name. */
  String key() {
    return container + " " + network.orElse(":" + interfaceName);
  }

  /** What the user calls it. */
  String name() {
    return network.orElse(interfaceName);
  }

  Optional<Impairment> file(LinkPlace.Direction direction) {
    return direction == LinkPlace.Direction.OUT ? file.egress() : file.ingress();
  }

  /** Where the kernel has what impairs a direction: on a wire, what comes in leaves the far end. */
  LinkPlace place(String project, LinkPlace.Direction direction) {
    return peer.isPresent() && direction == LinkPlace.Direction.IN
        ? new LinkPlace(
            project, peer.get().container(), peer.get().interfaceName(), LinkPlace.Direction.OUT)
        : new LinkPlace(project, container, interfaceName, direction);
  }
}
