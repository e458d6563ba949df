package jcompose.composer.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network of the project.
 *
 * @param key its key under {@code networks:}
 * @param name its name on this machine: {@code PROJECT_KEY}, or what {@code name} says
 * @param driver what it is made of
 * @param mtu the largest packet in bytes; the kernel's own when empty
 * @param driverOptions {@code driver_opts} besides the MTU, by the names that the file uses
 * @param internal whether it leads nowhere else
 * @param external whether it is made elsewhere
 * @param ipv4 whether its services have IPv4 addresses
 * @param ipv6 whether its services have IPv6 addresses
 * @param pools the subnets that the file fixes
 * @param attachable Swarm's word; without effect here
 * @param labels its labels
 * @param link what is done to the packets of each service in it
 * @param position where it is declared; of the implicit {@code default}, where the services are
 */
public record Network(
    String key,
    String name,
    Driver driver,
    OptionalInt mtu,
    Map<String, String> driverOptions,
    boolean internal,
    boolean external,
    boolean ipv4,
    boolean ipv6,
    List<Pool> pools,
    boolean attachable,
    Map<String, String> labels,
    LinkSettings link,
    Position position) {
  /** The key of the network of services that name none. */
  public static final String DEFAULT = "default";

  /** What a network is made of. */
  public enum Driver {
    /** A bridge of the kernel's. */
    BRIDGE,
    /** Nothing: its services have only a loopback. */
    NONE,
    /** The host's own interfaces. */
    HOST,
    /** Interfaces with MAC addresses of their own on one of the host's. */
    MACVLAN,
    /** Interfaces with the MAC address of one of the host's. */
    IPVLAN
  }

  /**
   * A subnet that the file fixes.
   *
   * @param subnet the subnet
   * @param range where addresses are chosen from, within the subnet
   * @param gateway the gateway's address
   * @param reserved {@code aux_addresses}: addresses that no service is given, by their names
   * @param position where it stands
   */
  public record Pool(
      Subnet subnet,
      Optional<Subnet> range,
      Optional<IpAddress> gateway,
      Map<String, IpAddress> reserved,
      Position position) {
    /** Copies the map. */
    public Pool {
      reserved = Ordered.copy(reserved);
    }
  }

  /** Copies the collections. */
  public Network {
    driverOptions = Ordered.copy(driverOptions);
    pools = List.copyOf(pools);
    labels = Ordered.copy(labels);
  }

  /** A bridge of which nothing is said but its name. */
  public static Network bridge(String key, String name, Position position) {
    return new Network(
        key,
        name,
        Driver.BRIDGE,
        OptionalInt.empty(),
        Map.of(),
        false,
        false,
        true,
        false,
        List.of(),
        false,
        Map.of(),
        LinkSettings.NONE,
        position);
  }

  /** Whether its services have interfaces that are made for them. */
  public boolean hasInterfaces() {
    return driver != Driver.NONE && driver != Driver.HOST;
  }
}
