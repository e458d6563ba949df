package jcompose.composer.model;

import java.util.OptionalInt;

/**
 * A wire between two services, without a bridge.
 *
 * @param one one end
 * @param other the other end
 * @param mtu the largest packet in bytes; the kernel's own when empty
 * @param link what is done to the packets, egress from {@code one} to {@code other}
 * @param position where it stands
 */
public record PointToPoint(
    Endpoint one, Endpoint other, OptionalInt mtu, LinkSettings link, Position position) {
  /**
   * An interface of a service.
   *
   * @param service the service's name
   * @param interfaceName at most 15 bytes
   * @param position where it stands
   */
  public record Endpoint(String service, String interfaceName, Position position) {
    @Override
    public String toString() {
      return service + ":" + interfaceName;
    }
  }
}
