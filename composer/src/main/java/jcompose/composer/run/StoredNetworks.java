package jcompose.composer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Suggestion;
import jcompose.composer.model.Network;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.PlannedNetwork;
import jcompose.composer.wiring.WiringFile;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;

/** What the disk says of networks, and of the containers in them. */
public final class StoredNetworks {
  private final EngineDirectories directories;

  /** Those under the engine's root folder. */
  public StoredNetworks(EngineDirectories directories) {
    this.directories = directories;
  }

  /** All that projects have made, or are in, by name. */
  public List<NetworkInfo> list() {
    Set<String> running =
        ContainerEngine.list(directories).stream()
            .filter(state -> state.status() == ContainerState.Status.RUNNING)
            .map(state -> state.spec().name())
            .collect(Collectors.toSet());
    Map<String, NetworkInfo> networks = new TreeMap<>();
    WiringFile.all(directories)
        .forEach(
            (project, record) ->
                record
                    .plan()
                    .networks()
                    .forEach(
                        (key, planned) -> {
                          if (planned.network().hasInterfaces()) {
                            NetworkInfo info =
                                info(planned, project, members(record.plan(), key, project));
                            networks.merge(info.name(), info, StoredNetworks::together);
                          }
                        }));
    return networks.values().stream().map(network -> only(running, network)).toList();
  }

  /**
   * What is known of a network.
   *
   * @throws ComposerException when there is none
   */
  public NetworkInfo find(String name) {
    List<NetworkInfo> all = list();
    return all.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ComposerException(
                    "there is no network '"
                        + name
                        + "'"
                        + Suggestion.of(name, all.stream().map(NetworkInfo::name).toList())
                        + "; 'jcompose network ls' lists them"));
  }

  private static NetworkInfo info(
      PlannedNetwork planned, String project, List<NetworkInfo.Member> members) {
    Network network = planned.network();
    return new NetworkInfo(
        network.name(),
        network.driver().name().toLowerCase(Locale.ROOT),
        network.external() ? Optional.empty() : Optional.of(project),
        network.internal(),
        planned.subnets().stream()
            .map(
                subnet ->
                    new NetworkInfo.Subnet(subnet.subnet().toString(), subnet.gateway().toString()))
            .toList(),
        network.labels(),
        members);
  }

  private static List<NetworkInfo.Member> members(AddressPlan plan, String key, String project) {
    List<NetworkInfo.Member> members = new ArrayList<>();
    for (ContainerNetwork container : plan.containers()) {
      container
          .in(key)
          .ifPresent(
              one ->
                  members.add(
                      new NetworkInfo.Member(
                          container.name(),
                          container.service(),
                          project,
                          one.name(),
                          one.mac(),
                          one.addresses().stream().map(Object::toString).toList())));
    }
    return members;
  }

  /** The same network as two projects see it: who made it knows it best. */
  private static NetworkInfo together(NetworkInfo first, NetworkInfo second) {
    NetworkInfo best = second.project().isPresent() ? second : first;
    List<NetworkInfo.Member> members = new ArrayList<>(first.containers());
    members.addAll(second.containers());
    return with(best, members);
  }

  private static NetworkInfo only(Set<String> running, NetworkInfo network) {
    return with(
        network,
        network.containers().stream().filter(member -> running.contains(member.name())).toList());
  }

  private static NetworkInfo with(NetworkInfo network, List<NetworkInfo.Member> members) {
    return new NetworkInfo(
        network.name(),
        network.driver(),
        network.project(),
        network.internal(),
        network.subnets(),
        network.labels(),
        members);
  }
}
