package jcompose.composer.model;

import java.util.Map;
import java.util.Optional;

/**
 * A port of a service that the host answers on.
 *
 * @param hostAddress the host's address; all of them when empty
 * @param first the first port of the host that may be taken; 0 for any that is free
 * @param last the last one; the same as the first for a port that is fixed
 * @param target the service's port
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param name what people call it
 * @param appProtocol what is spoken there, for people
 * @param mode {@code ingress} or {@code host}, which are the same on one machine
 * @param position where it stands
 */
public record PublishedPort(
    Optional<IpAddress> hostAddress,
    int first,
    int last,
    int target,
    String protocol,
    Optional<String> name,
    Optional<String> appProtocol,
    String mode,
    Position position) {
  /** The largest port. */
  public static final int LARGEST = 65_535;

  /** Checks the numbers. */
  public PublishedPort {
    boolean any = first == 0 && last == 0;
    if ((!any && (first < 1 || last < first || last > LARGEST)) || target < 1 || target > LARGEST) {
      throw new IllegalArgumentException(first + "-" + last + ":" + target + " are no ports");
    }
  }

  /** Whether one port of the host is asked for, and no other will do. */
  public boolean isFixed() {
    return first > 0 && first == last;
  }

  /** Whether both would take the same port of the host. */
  public boolean takesThatOf(PublishedPort other) {
    return isFixed()
        && other.isFixed()
        && first == other.first
        && protocol.equals(other.protocol)
        && sameAddress(hostAddress, other.hostAddress);
  }

  private static boolean sameAddress(Optional<IpAddress> one, Optional<IpAddress> other) {
    return one.isEmpty()
        || other.isEmpty()
        || one.equals(other)
        || covers(one.get(), other.get())
        || covers(other.get(), one.get());
  }

  /** Whether this and another are the same port of all addresses, one of each family. */
  public boolean hasTwin(PublishedPort other) {
    return isOfAll()
        && other.isOfAll()
        && !hostAddress.equals(other.hostAddress)
        && first == other.first
        && last == other.last
        && target == other.target
        && protocol.equals(other.protocol);
  }

  /** Whether it is of all addresses of one family. */
  public boolean isOfAll() {
    return hostAddress.filter(ip -> covers(ip, ip)).isPresent();
  }

  private static boolean covers(IpAddress all, IpAddress one) {
    return all.text().equals(one.six() ? "::" : "0.0.0.0");
  }

  /** The same at another place. */
  public PublishedPort at(Position other) {
    return Changed.copy(this, PublishedPort.class, Map.of("position", other));
  }

  /** As {@code 127.0.0.1:8080->80/tcp}; the host's port is left out when any will do. */
  @Override
  public String toString() {
    String address = hostAddress.map(ip -> (ip.six() ? "[" + ip + "]" : ip) + ":").orElse("");
    String published = first == 0 ? "" : isFixed() ? first + "->" : first + "-" + last + "->";
    return address + published + target + "/" + protocol;
  }
}
