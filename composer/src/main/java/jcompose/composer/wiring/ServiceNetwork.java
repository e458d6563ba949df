package jcompose.composer.wiring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Service;
import jcompose.composer.network.ContainerNetwork;
import jcompose.composer.network.EtcFiles;
import jcompose.composer.network.PlannedInterface;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NetworkFiles;

/**
 * What a service's container has of networks.
 *
 * @param mode its network namespace, when it is not what the service's own {@code namespaces} say
 * @param etc what its /etc/hosts and /etc/resolv.conf follow from; empty for a container that is in
 *     no network of the project
 */
public record ServiceNetwork(Optional<NamespaceMode> mode, Optional<Etc> etc) {
  /** In no network of the project. */
  public static final ServiceNetwork NONE = new ServiceNetwork(Optional.empty(), Optional.empty());

  /**
   * What files in /etc follow from.
   *
   * @param service whose network it is: the container's own, or the one whose network it joins
   * @param container that service's interfaces
   * @param networks the names of their networks on this machine, in the same order
   * @param gateway what {@code host-gateway} means
   */
  public record Etc(
      Service service,
      ContainerNetwork container,
      List<String> networks,
      Optional<IpAddress> gateway) {
    /** Copies the list. */
    public Etc {
      networks = List.copyOf(networks);
    }
  }

  /**
   * The files' texts.
   *
   * @param hostname the container's
   * @param ofHost the host's /etc/resolv.conf
   */
  public NetworkFiles.Texts texts(String hostname, Optional<String> domainname, String ofHost) {
    return etc.map(
            from ->
                new NetworkFiles.Texts(
                    Optional.of(
                        EtcFiles.hosts(
                            hostname,
                            domainname,
                            from.service().resolution(),
                            from.container(),
                            from.gateway())),
                    Optional.of(EtcFiles.resolvConf(ofHost, from.service().resolution()))))
        .orElse(NetworkFiles.Texts.NONE);
  }

  /**
   * All of it that a container is made from, so that a change is seen: not what is done to the
   * packets, which changes while it runs.
   */
  public List<String> identity() {
    return etc.map(from -> List.of(identity(from))).orElse(List.of());
  }

  private static String identity(Etc etc) {
    StringBuilder text = new StringBuilder();
    List<PlannedInterface> interfaces = etc.container().interfaces();
    for (int i = 0; i < interfaces.size(); i++) {
      PlannedInterface one = interfaces.get(i);
      text.append(etc.networks().get(i)).append(' ').append(one.name()).append(' ');
      text.append(one.mac()).append(' ').append(one.mtu()).append(' ');
      text.append(
          one.addresses().stream()
              .map(PlannedInterface.Address::toString)
              .collect(Collectors.joining(" ")));
      text.append(' ').append(one.gateways()).append('\n');
    }
    return text.append(etc.service().resolution()).toString();
  }
}
