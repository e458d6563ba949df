package jcompose.engine.spec;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network that containers are attached to.
 *
 * @param project whose it is: a word without colons
 * @param name its own among all networks of the machine, for example {@code demo_default}
 * @param driver what it is made of
 * @param link of a bridge the name of its interface, else the host's link that it is on; when it is
 *     empty a bridge gets a name that derives from project and name
 * @param subnets its addresses; a bridge has the gateways' itself
 * @param mtu the size of packets; the kernel's own when empty
 * @param internal whether nothing leads out of it or in
 */
public record NetworkSpec(
    String project,
    String name,
    Driver driver,
    Optional<String> link,
    List<Subnet> subnets,
    OptionalInt mtu,
    boolean internal) {
  private static final int LONGEST_LINK = 15;

  /** What a network is made of. */
  public enum Driver {
    BRIDGE,
    MACVLAN,
    IPVLAN
  }

  /**
   * Addresses of a network.
   *
   * @param network for example {@code 172.18.0.0/16}
   * @param gateway the address of the way out; empty for none
   */
  public record Subnet(IpPrefix network, Optional<InetAddress> gateway) {
    /** Checks that the gateway is in the network. */
    public Subnet {
      if (!network.network().equals(network)) {
        throw new IllegalArgumentException(network + " has bits behind its length");
      }
      gateway.ifPresent(
          address -> {
            if (!network.contains(address)) {
              throw new IllegalArgumentException(
                  "gateway " + IpPrefix.text(address) + " is not in " + network);
            }
          });
    }

    /** The gateway as an interface has it. */
    public Optional<IpPrefix> gatewayAddress() {
      return gateway.map(address -> new IpPrefix(address, network.length()));
    }
  }

  /** Copies the list and checks what the kernel would refuse later. */
  public NetworkSpec {
    subnets = List.copyOf(subnets);
    link.ifPresent(NetworkSpec::checkLink);
    if (driver != Driver.BRIDGE && link.isEmpty()) {
      throw new IllegalArgumentException(
          "network " + name + ": a " + driver + " network needs a link of the host as its parent");
    }
  }

  /** Checks the name of a link: 1 to 15 bytes, without space, slash or colon. */
  static void checkLink(String name) {
    if (name.isEmpty()
        || name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_LINK
        || name.matches("\\.{1,2}|.*[\\s/:].*")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a link: 1 to 15 bytes, no space, slash or colon");
    }
  }

  /** Whether it has IPv6 addresses. */
  public boolean hasV6() {
    return subnets.stream().anyMatch(subnet -> !subnet.network().isV4());
  }
}
