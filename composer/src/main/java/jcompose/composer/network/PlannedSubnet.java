package jcompose.composer.network;

import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Subnet;

/**
 * A subnet of a network.
 *
 * @param subnet its addresses
 * @param gateway the address of the bridge, or of the router that there is
 */
public record PlannedSubnet(Subnet subnet, IpAddress gateway) {
  @Override
  public String toString() {
    return subnet + " gateway " + gateway;
  }
}
