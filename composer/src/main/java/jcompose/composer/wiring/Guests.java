package jcompose.composer.wiring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.PlannedNetwork;
import jcompose.engine.Networks;
import jcompose.engine.spec.NetworkSpec;

/**
 * What becomes of a project's networks in which other projects' containers are, when it goes
 * itself: they stay, as in Docker Compose, until it is taken down again.
 *
 * @param warnings told which stay, and what to do
 */
record Guests(Networks networks, WiringFile file, Consumer<String> warnings) {
  /**
   * Removes all of the project but such networks.
   *
   * @return false when there are none, and nothing was removed
   */
  boolean keep() {
    Map<String, Set<String>> guests = new Around(networks, file).guests();
    if (guests.isEmpty()) {
      return false;
    }
    String project = file.project();
    networks.removeNamespaces(project);
    networks.names(project).stream()
        .filter(name -> !guests.containsKey(name))
        .forEach(name -> networks.remove(project, name));
    Map<String, PlannedNetwork> kept = kept(guests.keySet());
    AddressPlan plan = new AddressPlan(kept, List.of(), List.of());
    List<NetworkSpec> specs = new EngineSpecs(project, plan, Map.of()).networks(kept.keySet());
    networks.apply(project, specs, List.of());
    file.write(new WiringRecord(plan, Map.of()));
    guests.forEach((network, others) -> warnings.accept(told(network, others)));
    return true;
  }

  private Map<String, PlannedNetwork> kept(Set<String> names) {
    Map<String, PlannedNetwork> kept = new LinkedHashMap<>();
    file.read().stream()
        .flatMap(record -> record.plan().networks().values().stream())
        .filter(planned -> !planned.network().external())
        .filter(planned -> names.contains(planned.network().name()))
        .forEach(planned -> kept.put(planned.network().key(), planned));
    return kept;
  }

  private String told(String network, Set<String> others) {
    return "network "
        + network
        + " stays: containers of project "
        + String.join(", ", others)
        + " are in it; take them down, then run 'jcompose -p "
        + file.project()
        + " down' again";
  }
}
