package jcompose.composer.network;

import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Subnet;

/**
 * What is there on this machine besides the project.
 *
 * @param taken subnets of the host's routes and interfaces and of other projects; none of the
 *     project's own
 * @param networks networks that other projects made, by their names on this machine
 * @param current what the project's networks and containers have had so far, which they keep
 */
public record Surroundings(List<Taken> taken, Map<String, Existing> networks, Current current) {
  /** Nothing is there. */
  public static final Surroundings NONE =
      new Surroundings(List.of(), Map.of(), new Current(Map.of(), Map.of()));

  /** Copies the collections. */
  public Surroundings {
    taken = List.copyOf(taken);
    networks = Map.copyOf(networks);
  }

  /**
   * Addresses that the project cannot have.
   *
   * @param subnet the addresses; routes to nearly everything, as of a VPN, count for nothing
   * @param owner what has them, in words: {@code route by eth0}, {@code network shop_default}
   */
  public record Taken(Subnet subnet, String owner) {
    private static final int SHORTEST_IPV4 = 8;
    private static final int SHORTEST_IPV6 = 8;

    /** Whether addresses of a subnet would no longer lead there. */
    boolean clashes(Subnet other) {
      int shortest = subnet.six() ? SHORTEST_IPV6 : SHORTEST_IPV4;
      return subnet.prefix() >= shortest && subnet.overlaps(other);
    }
  }

  /**
   * A network of another project.
   *
   * @param subnets its subnets with their gateways
   * @param addresses the addresses in it that containers have
   */
  public record Existing(List<PlannedSubnet> subnets, Set<IpAddress> addresses) {
    /** Copies the collections. */
    public Existing {
      subnets = List.copyOf(subnets);
      addresses = Set.copyOf(addresses);
    }
  }

  /**
   * What the project has had.
   *
   * @param subnets the networks' subnets, by their keys
   * @param addresses the addresses of {@code SERVICE-NUMBER NETWORK}
   */
  public record Current(Map<String, List<Subnet>> subnets, Map<String, List<IpAddress>> addresses) {
    /** Copies the maps. */
    public Current {
      subnets = Map.copyOf(subnets);
      addresses = Map.copyOf(addresses);
    }
  }
}
