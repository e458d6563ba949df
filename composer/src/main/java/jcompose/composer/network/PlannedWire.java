package jcompose.composer.network;

import jcompose.composer.model.PointToPoint;

/**
 * A wire between two services.
 *
 * @param wire what the file says
 * @param mac the MAC address of its first end
 * @param otherMac that of the other end
 */
public record PlannedWire(PointToPoint wire, String mac, String otherMac) {
  /** As {@code wire r1:eth1 mac 02:... r2:eth1 mac 02:...}. */
  @Override
  public String toString() {
    return "wire "
        + wire.one()
        + " mac "
        + mac
        + " "
        + wire.other()
        + " mac "
        + otherMac
        + (wire.mtu().isPresent() ? " mtu " + wire.mtu().getAsInt() : "")
        + wire.link().egress().map(out -> " egress " + out).orElse("")
        + wire.link().ingress().map(in -> " ingress " + in).orElse("");
  }
}
