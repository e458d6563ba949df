package jcompose.composer.network;

import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Replica;

/**
 * What one container of a service has of the project's networks.
 *
 * @param service the service's name
 * @param number which one of its containers, from 1
 * @param name the container's name
 * @param interfaces its interfaces, in the order in which they are made
 */
public record ContainerNetwork(
    String service, int number, String name, List<PlannedInterface> interfaces) {
  /** Copies the list. */
  public ContainerNetwork {
    interfaces = List.copyOf(interfaces);
  }

  /** Which container it is. */
  public Replica replica() {
    return new Replica(service, number);
  }

  /** {@code SERVICE-NUMBER}. */
  public String id() {
    return replica().toString();
  }

  /** Its interface in a network. */
  public Optional<PlannedInterface> in(String network) {
    return interfaces.stream().filter(one -> one.network().equals(network)).findFirst();
  }
}
