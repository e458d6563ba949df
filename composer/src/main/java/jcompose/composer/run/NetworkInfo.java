package jcompose.composer.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of this machine.
 *
 * @param name its name
 * @param driver {@code bridge}, {@code macvlan} or {@code ipvlan}
 * @param project that made it; empty for one that no project made
 * @param internal whether it leads nowhere else
 * @param subnets its subnets, IPv4 first
 * @param labels the user's
 * @param containers that run in it, of all projects
 */
public record NetworkInfo(
    String name,
    String driver,
    Optional<String> project,
    boolean internal,
    List<Subnet> subnets,
    Map<String, String> labels,
    List<Member> containers) {
  /** A subnet as {@code 10.1.0.0/20}, and the address of the bridge or router. */
  public record Subnet(String subnet, String gateway) {}

  /**
   * A container in it.
   *
   * @param addresses with the lengths of their prefixes
   */
  public record Member(
      String name,
      String service,
      String project,
      String interfaceName,
      String mac,
      List<String> addresses) {
    /** Copies the list. */
    public Member {
      addresses = List.copyOf(addresses);
    }
  }

  /** Copies the collections. */
  public NetworkInfo {
    subnets = List.copyOf(subnets);
    labels = Map.copyOf(labels);
    containers = List.copyOf(containers);
  }
}
