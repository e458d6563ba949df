package jcompose.composer.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service in a network.
 *
 * @param network the network's key
 * @param aliases more names of the service in this network
 * @param ipv4 the address that it must have
 * @param ipv6 the IPv6 address that it must have
 * @param linkLocal more addresses of its interface
 * @param mac {@code 02:42:ac:11:65:43}, in lower case with colons; a derived one when empty
 * @param interfaceName the interface's name in the container; {@code ethN} when empty
 * @param gatewayPriority the network with the highest one gives the default route
 * @param priority the networks with higher ones have the first interfaces
 * @param driverOptions {@code driver_opts} of the interface
 * @param link what is done to its packets, over what the network says
 * @param position where the file says so
 */
public record Attachment(
    String network,
    List<String> aliases,
    Optional<IpAddress> ipv4,
    Optional<IpAddress> ipv6,
    List<IpAddress> linkLocal,
    Optional<String> mac,
    Optional<String> interfaceName,
    int gatewayPriority,
    int priority,
    Map<String, String> driverOptions,
    LinkSettings link,
    Position position) {
  /** Copies the collections. */
  public Attachment {
    aliases = List.copyOf(aliases);
    linkLocal = List.copyOf(linkLocal);
    driverOptions = Ordered.copy(driverOptions);
  }

  /** In a network of which the service says nothing more. */
  public static Attachment to(String network, Position position) {
    return new Attachment(
        network,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Map.of(),
        LinkSettings.NONE,
        position);
  }

  /** The same with another MAC address. */
  public Attachment withMac(String other) {
    return Changed.copy(this, Attachment.class, Map.of("mac", Optional.of(other)));
  }

  /** The same at another place. */
  public Attachment at(Position other) {
    return Changed.copy(this, Attachment.class, Map.of("position", other));
  }
}
