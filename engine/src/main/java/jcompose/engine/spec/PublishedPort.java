package jcompose.engine.spec;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A port of the host that leads to a container.
 *
 * @param protocol of the transport
 * @param hostAddress the address of the host that it is on; empty for all of them
 * @param hostPort its number there
 * @param targets the container's addresses, at most one of IPv4 and one of IPv6
 * @param targetPort its number in the container
 */
public record PublishedPort(
    Protocol protocol,
    Optional<InetAddress> hostAddress,
    int hostPort,
    List<InetAddress> targets,
    int targetPort) {
  private static final int HIGHEST = 65535;

  /** What is published. */
  public enum Protocol {
    TCP,
    UDP
  }

  /** Copies the list and checks the numbers. */
  public PublishedPort {
    targets = List.copyOf(targets);
    if (hostPort < 1 || hostPort > HIGHEST || targetPort < 1 || targetPort > HIGHEST) {
      throw new IllegalArgumentException(
          "ports are from 1 to 65535: " + hostPort + ":" + targetPort);
    }
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("port " + hostPort + " leads to no address");
    }
  }
}
