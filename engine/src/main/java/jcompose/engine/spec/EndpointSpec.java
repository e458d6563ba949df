package jcompose.engine.spec;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * A container's place in a network: a link in its network namespace.
 *
 * @param interfaceName the link's name inside, for example {@code eth0}
 * @param mac its hardware address, for example {@code 02:42:ac:12:00:02}
 * @param addresses its addresses, those that are valid on the link alone among them
 * @param mtu the size of packets; that of the network when empty
 * @param gateways the ways to everywhere else; empty for none
 */
public record EndpointSpec(
    String interfaceName,
    String mac,
    List<IpPrefix> addresses,
    OptionalInt mtu,
    List<Gateway> gateways) {
  /**
   * A default route.
   *
   * @param metric of several the lowest is taken
   */
  public record Gateway(InetAddress address, int metric) {}

  /** Copies the lists and checks what the kernel would refuse later. */
  public EndpointSpec {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    NetworkSpec.checkLink(interfaceName);
    if (!mac.matches("[0-9a-f][02468ace](:[0-9a-f]{2}){5}")) {
      throw new IllegalArgumentException(
          "'"
              + mac
              + "' is no hardware address of one station: six bytes in lower case, as in"
              + " 02:42:ac:12:00:02, the first one even");
    }
  }

  /** Whether it has an IPv6 address. */
  public boolean hasV6() {
    return addresses.stream().anyMatch(address -> !address.isV4());
  }
}
