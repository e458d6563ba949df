package jcompose.composer.network;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.IpAddress;

/**
 * A port of the host that leads to one of a container.
 *
 * @param address the host's address; empty for all of both families, {@code 0.0.0.0} for all of
 *     IPv4
 * @param port the host's port
 * @param target the container's port
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record BoundPort(Optional<IpAddress> address, int port, int target, String protocol) {
  private static final IpAddress ALL = new IpAddress("0.0.0.0");

  private static final Comparator<BoundPort> IN_ORDER =
      Comparator.comparingInt(BoundPort::target)
          .thenComparing(BoundPort::protocol)
          .thenComparing(BoundPort::shown)
          .thenComparingInt(BoundPort::port);

  /** Where a container's port is reached, as the command prints it: {@code 0.0.0.0:8080}. */
  public static List<String> of(List<BoundPort> ports, int target, String protocol) {
    return ports.stream()
        .filter(port -> port.target == target && port.protocol.equals(protocol))
        .sorted(IN_ORDER)
        .map(BoundPort::host)
        .toList();
  }

  /** All of a container's ports, as {@code ps} prints them. */
  public static String text(List<BoundPort> ports) {
    return String.join(", ", ports.stream().sorted(IN_ORDER).map(BoundPort::toString).toList());
  }

  /** The address as Docker shows it: of all addresses, that of IPv4. */
  public IpAddress shown() {
    return address.orElse(ALL);
  }

  private String host() {
    return (shown().six() ? "[" + shown() + "]" : shown().text()) + ":" + port;
  }

  /** As {@code 0.0.0.0:8080->80/tcp}. */
  @Override
  public String toString() {
    return host() + "->" + target + "/" + protocol;
  }
}
