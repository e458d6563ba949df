package jcompose.composer.network;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Subnet;

/**
 * All addresses of a project.
 *
 * @param networks its networks by their keys
 * @param containers its containers, services in the file's order
 * @param wires its wires between two services
 */
public record AddressPlan(
    Map<String, PlannedNetwork> networks,
    List<ContainerNetwork> containers,
    List<PlannedWire> wires) {
  /** Copies the collections. */
  public AddressPlan {
    networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    containers = List.copyOf(containers);
    wires = List.copyOf(wires);
  }

  /** The same without some containers. */
  public AddressPlan without(Collection<Replica> gone) {
    return new AddressPlan(
        networks,
        containers.stream().filter(container -> !gone.contains(container.replica())).toList(),
        wires);
  }

  /** What the next plan should keep. */
  public Surroundings.Current current() {
    Map<String, List<Subnet>> subnets = new LinkedHashMap<>();
    networks.forEach((key, network) -> subnets.put(key, network.plain()));
    Map<String, List<IpAddress>> addresses = new LinkedHashMap<>();
    for (ContainerNetwork container : containers) {
      for (PlannedInterface one : container.interfaces()) {
        addresses.put(
            container.id() + " " + one.network(),
            one.addresses().stream().map(PlannedInterface.Address::address).toList());
      }
    }
    return new Surroundings.Current(subnets, addresses);
  }

  /** One line for each network, then for each interface, its container in front, and each wire. */
  public String text() {
    StringBuilder text = new StringBuilder();
    networks.values().forEach(network -> text.append(network).append('\n'));
    for (ContainerNetwork container : containers) {
      for (PlannedInterface one : container.interfaces()) {
        text.append(container.id()).append(' ').append(one).append('\n');
      }
    }
    wires.forEach(wire -> text.append(wire).append('\n'));
    return text.toString();
  }
}
