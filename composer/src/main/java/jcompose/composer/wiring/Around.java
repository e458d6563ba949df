package jcompose.composer.wiring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network;
import jcompose.composer.model.Project;
import jcompose.composer.model.Subnet;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedInterface;
import jcompose.composer.network.PlannedNetwork;
import jcompose.composer.network.Surroundings;
import jcompose.engine.HostRoute;
import jcompose.engine.NetworkState;
import jcompose.engine.Networks;

/** Looks at what is there on this machine besides a project. */
record Around(Networks networks, WiringFile file) {
  /**
   * What there is.
   *
   * @param surroundings for the plan of addresses
   * @param owners the projects that made external networks, by the networks' names
   */
  record Found(Surroundings surroundings, Map<String, String> owners) {}

  Found look(Project project) {
    List<NetworkState> all = networks.list();
    Map<String, NetworkState> byLink =
        all.stream().collect(Collectors.toMap(NetworkState::link, state -> state));
    List<Surroundings.Taken> taken = new ArrayList<>();
    for (HostRoute route : networks.routes()) {
      NetworkState state = byLink.get(route.link());
      if (state == null || !state.project().equals(project.name())) {
        String owner = state == null ? "a route by " + route.link() : "network " + state.name();
        Subnet target =
            new Subnet(
                IpAddress.of(route.target().address().getAddress()), route.target().length());
        taken.add(new Surroundings.Taken(target, owner));
      }
    }
    boolean external = project.networks().values().stream().anyMatch(Network::external);
    Surroundings.Current current =
        file.read().map(record -> record.plan().current()).orElse(Surroundings.NONE.current());
    Map<String, String> owners = new HashMap<>();
    all.forEach(state -> owners.put(state.name(), state.project()));
    return new Found(
        new Surroundings(taken, external ? existing(owners.keySet()) : Map.of(), current), owners);
  }

  /** The project's networks in which others have containers: the others' names. */
  Map<String, Set<String>> guests() {
    Map<String, Set<String>> guests = new TreeMap<>();
    file.ofOthers()
        .forEach(
            (other, record) -> {
              Set<String> there = Set.copyOf(networks.namespaces(other));
              for (ContainerNetwork container : record.plan().containers()) {
                if (there.contains(container.id())) {
                  external(record.plan(), container)
                      .forEach(
                          name ->
                              guests.computeIfAbsent(name, first -> new TreeSet<>()).add(other));
                }
              }
            });
    guests.keySet().retainAll(networks.names(file.project()));
    return guests;
  }

  private static List<String> external(AddressPlan plan, ContainerNetwork container) {
    return container.interfaces().stream()
        .map(one -> plan.networks().get(one.network()))
        .filter(network -> network != null && network.network().external())
        .map(network -> network.network().name())
        .toList();
  }

  /** The networks of other projects that are there now. */
  private Map<String, Surroundings.Existing> existing(Set<String> present) {
    Map<String, Surroundings.Existing> existing = new HashMap<>();
    Collection<WiringRecord> others = file.ofOthers().values();
    for (WiringRecord other : others) {
      for (PlannedNetwork network : other.plan().networks().values()) {
        String name = network.network().name();
        if (!network.network().external() && present.contains(name)) {
          existing.put(name, new Surroundings.Existing(network.subnets(), addresses(others, name)));
        }
      }
    }
    return existing;
  }

  /** The addresses that containers of any other project have in a network. */
  private static Set<IpAddress> addresses(Collection<WiringRecord> others, String name) {
    Set<IpAddress> addresses = new HashSet<>();
    for (WiringRecord other : others) {
      AddressPlan plan = other.plan();
      for (ContainerNetwork container : plan.containers()) {
        for (PlannedInterface one : container.interfaces()) {
          PlannedNetwork network = plan.networks().get(one.network());
          if (network != null && network.network().name().equals(name)) {
            one.addresses().forEach(own -> addresses.add(own.address()));
          }
        }
      }
    }
    return addresses;
  }
}
