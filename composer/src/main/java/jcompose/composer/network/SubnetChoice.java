package jcompose.composer.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network;
import jcompose.composer.model.Network.Driver;
import jcompose.composer.model.Network.Pool;
import jcompose.composer.model.Project;
import jcompose.composer.model.Subnet;

/**
 * Chooses the subnets of a project's networks: those that the file fixes, those that the networks
 * have had, and for the rest the first free one from a place that follows from the names.
 */
final class SubnetChoice {
  /** Where subnets are looked for, and how long their prefixes are: 4094 containers in each. */
  private static final List<Subnet> PRIVATE =
      List.of(Subnet.of("10.192.0.0/10"), Subnet.of("172.16.0.0/12"));

  private static final int PREFIX = 20;
  private static final int PREFIX_OF_ULA = 64;
  private static final int LEAST_FREE = 2;

  private final Project project;
  private final Surroundings surroundings;
  private final List<Subnet> own = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  SubnetChoice(Project project, Surroundings surroundings) {
    this.project = project;
    this.surroundings = surroundings;
  }

  /**
   * The networks with their subnets.
   *
   * @throws ComposerException naming every clash of a subnet that the file fixes
   */
  Map<String, PlannedNetwork> choose() {
    Map<String, List<PlannedSubnet>> chosen = new LinkedHashMap<>();
    for (Network network : project.networks().values()) {
      chosen.put(network.key(), given(network));
    }
    Map<String, PlannedNetwork> result = new LinkedHashMap<>();
    for (Network network : project.networks().values()) {
      List<PlannedSubnet> subnets = new ArrayList<>();
      for (boolean six : new boolean[] {false, true}) {
        Optional<PlannedSubnet> fixed =
            chosen.getOrDefault(network.key(), List.of()).stream()
                .filter(subnet -> subnet.subnet().six() == six)
                .findFirst();
        boolean wanted = network.hasInterfaces() && (six ? network.ipv6() : network.ipv4());
        if (fixed.isPresent()) {
          subnets.add(fixed.get());
        } else if (wanted && !network.external()) {
          derived(network, six).ifPresent(subnets::add);
        }
      }
      result.put(network.key(), new PlannedNetwork(network, subnets));
    }
    if (!problems.isEmpty()) {
      throw new ComposerException(String.join("\n", problems));
    }
    return result;
  }

  /** The subnets that are fixed, or are those of before. */
  private List<PlannedSubnet> given(Network network) {
    if (network.external()) {
      return existing(network);
    }
    List<PlannedSubnet> subnets = new ArrayList<>();
    for (Pool pool : network.pools()) {
      clash(network, pool);
      own.add(pool.subnet());
      subnets.add(new PlannedSubnet(pool.subnet(), gateway(pool)));
    }
    for (Subnet before : surroundings.current().subnets().getOrDefault(network.key(), List.of())) {
      boolean wanted = before.six() ? network.ipv6() : network.ipv4();
      boolean fixed = subnets.stream().anyMatch(one -> one.subnet().six() == before.six());
      if (network.hasInterfaces() && wanted && !fixed && isFree(before)) {
        own.add(before);
        subnets.add(new PlannedSubnet(before, before.address().plus(1)));
      }
    }
    return subnets;
  }

  private List<PlannedSubnet> existing(Network network) {
    Surroundings.Existing existing = surroundings.networks().get(network.name());
    if (existing == null) {
      problems.add(
          network.position()
              + ": networks."
              + network.key()
              + ": there is no network '"
              + network.name()
              + "'; bring up the project that makes it, or leave out 'external'");
      return List.of();
    }
    return existing.subnets();
  }

  private void clash(Network network, Pool pool) {
    if (network.driver() != Driver.BRIDGE) {
      return; // of a macvlan it is the subnet of the network around the host
    }
    surroundings.taken().stream()
        .filter(taken -> taken.clashes(pool.subnet()))
        .findFirst()
        .ifPresent(
            taken ->
                problems.add(
                    pool.position()
                        + ": networks."
                        + network.key()
                        + ".ipam: "
                        + pool.subnet()
                        + " clashes with "
                        + taken.subnet()
                        + ", "
                        + taken.owner()
                        + "; choose another subnet, or leave it out to have one chosen"));
  }

  /** The first address that is not kept for others. */
  private static IpAddress gateway(Pool pool) {
    IpAddress first = pool.subnet().address().plus(1);
    while (pool.reserved().containsValue(first)) {
      first = first.plus(1);
    }
    return pool.gateway().orElse(first);
  }

  private Optional<PlannedSubnet> derived(Network network, boolean six) {
    List<Subnet> pools = six ? List.of(unique()) : PRIVATE;
    int prefix = six ? PREFIX_OF_ULA : PREFIX;
    for (Subnet pool : pools) {
      BigInteger count = BigInteger.ONE.shiftLeft(prefix - pool.prefix());
      BigInteger size = BigInteger.ONE.shiftLeft(pool.address().bits() - prefix);
      BigInteger start = Derived.below(count, "subnet", project.name(), network.key());
      for (int i = 0; BigInteger.valueOf(i).compareTo(count) < 0; i++) {
        BigInteger index = start.add(BigInteger.valueOf(i)).mod(count);
        Subnet candidate = new Subnet(pool.at(index.multiply(size)), prefix);
        if (isFree(candidate)) {
          own.add(candidate);
          return Optional.of(new PlannedSubnet(candidate, candidate.address().plus(1)));
        }
      }
    }
    problems.add(
        network.position()
            + ": networks."
            + network.key()
            + ": no subnet of "
            + pools
            + " is free; give one in 'ipam'");
    return Optional.empty();
  }

  private boolean isFree(Subnet subnet) {
    Predicate<Subnet> overlaps = subnet::overlaps;
    return subnet.address().bits() - subnet.prefix() >= LEAST_FREE
        && own.stream().noneMatch(overlaps)
        && surroundings.taken().stream().noneMatch(taken -> taken.clashes(subnet));
  }

  /** The project's share of the unique local addresses (RFC 4193). */
  private Subnet unique() {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) 0xfd;
    System.arraycopy(Derived.bytes(5, "ula", project.name()), 0, bytes, 1, 5);
    return new Subnet(IpAddress.of(bytes), 48);
  }
}
