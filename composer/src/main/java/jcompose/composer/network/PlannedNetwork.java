package jcompose.composer.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jcompose.composer.model.Network;
import jcompose.composer.model.Subnet;

/**
 * A network with its subnets.
 *
 * @param network what the file says
 * @param subnets at most one of each family, IPv4 first
 */
public record PlannedNetwork(Network network, List<PlannedSubnet> subnets) {
  /** Copies the list. */
  public PlannedNetwork {
    subnets = List.copyOf(subnets);
  }

  /** Its subnet of a family. */
  public Optional<PlannedSubnet> of(boolean six) {
    return subnets.stream().filter(one -> one.subnet().six() == six).findFirst();
  }

  /** Its subnets without their gateways, as {@link Surroundings.Current} wants them. */
  public List<Subnet> plain() {
    return subnets.stream().map(PlannedSubnet::subnet).toList();
  }

  /** As {@code network web shop_web bridge internal 10.1.0.0/20 gateway 10.1.0.1}. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("network " + network.key() + " " + network.name() + " ")
            .append(network.driver().name().toLowerCase(Locale.ROOT))
            .append(network.internal() ? " internal" : "")
            .append(network.external() ? " external" : "");
    subnets.forEach(subnet -> text.append(' ').append(subnet));
    return text.toString();
  }
}
