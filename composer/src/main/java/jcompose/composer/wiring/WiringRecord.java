package jcompose.composer.wiring;

import java.util.List;
import java.util.Map;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.BoundPort;

/**
 * What a project has of networks on this machine, as it is kept on disk.
 *
 * @param plan its networks and addresses
 * @param ports where its containers' ports are reached, by {@code SERVICE-NUMBER}
 */
public record WiringRecord(AddressPlan plan, Map<String, List<BoundPort>> ports) {
  /** Copies the map. */
  public WiringRecord {
    ports = Map.copyOf(ports);
  }
}
