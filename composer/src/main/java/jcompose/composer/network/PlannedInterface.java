package jcompose.composer.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.LinkSettings;

/**
 * An interface of a container in a network.
 *
 * @param network the network's key
 * @param name its name in the container
 * @param mac its MAC address
 * @param addresses its addresses with the lengths of their prefixes, IPv4 first
 * @param gateways where its default routes lead, at most one of each family
 * @param mtu the largest packet; the kernel's own when empty
 * @param link what is done to its packets
 */
public record PlannedInterface(
    String network,
    String name,
    String mac,
    List<Address> addresses,
    List<IpAddress> gateways,
    OptionalInt mtu,
    LinkSettings link) {
  /**
   * An address of an interface.
   *
   * @param address the address
   * @param prefix the bits that the subnet's addresses share
   */
  public record Address(IpAddress address, int prefix) {
    @Override
    public String toString() {
      return address + "/" + prefix;
    }
  }

  /** Copies the lists. */
  public PlannedInterface {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
  }

  /** Its first address of a family, which others look for. */
  public Optional<IpAddress> address(boolean six) {
    return addresses.stream().map(Address::address).filter(ip -> ip.six() == six).findFirst();
  }

  /** As {@code eth0 web 10.1.0.9/20 mac 02:00:00:00:00:01 default via 10.1.0.1}. */
  @Override
  public String toString() {
    return name
        + " "
        + network
        + addresses.stream().map(address -> " " + address).collect(Collectors.joining())
        + " mac "
        + mac
        + gateways.stream().map(ip -> " default via " + ip).collect(Collectors.joining())
        + (mtu.isPresent() ? " mtu " + mtu.getAsInt() : "")
        + link.egress().map(out -> " egress " + out).orElse("")
        + link.ingress().map(in -> " ingress " + in).orElse("");
  }
}
