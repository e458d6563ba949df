package jcompose.composer.network;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network.Pool;
import jcompose.composer.model.Subnet;

/**
 * The addresses of one network: who has one already keeps it; the others get the first free one
 * from a place that follows from the names of project, service and container. Of two that follow to
 * the same place, the one that the file names first has it.
 */
final class AddressChoice {
  private final String project;
  private final PlannedNetwork network;
  private final Set<IpAddress> taken = new HashSet<>();

  /**
   * @param others addresses of containers of other projects in it
   */
  AddressChoice(String project, PlannedNetwork network, Set<IpAddress> others) {
    this.project = project;
    this.network = network;
    taken.addAll(others);
    network.subnets().forEach(subnet -> taken.add(subnet.gateway()));
    network.network().pools().forEach(pool -> taken.addAll(pool.reserved().values()));
  }

  /** Keeps an address for one container; false when another has it. */
  boolean take(IpAddress address) {
    return taken.add(address);
  }

  /** Whether an address can be had by a container. */
  boolean fits(IpAddress address) {
    return network.of(address.six()).filter(s -> s.subnet().canBeMachine(address)).isPresent();
  }

  /**
   * An address that nobody else gets.
   *
   * @throws ComposerException when there is none left
   */
  IpAddress derived(PlannedSubnet subnet, String service, int number) {
    boolean six = subnet.subnet().six();
    Subnet range =
        network.network().pools().stream()
            .filter(pool -> pool.subnet().six() == six)
            .findFirst()
            .flatMap(Pool::range)
            .orElse(subnet.subnet());
    BigInteger size = range.size();
    BigInteger start =
        Derived.below(
            size, "address", project, network.network().key(), service, String.valueOf(number));
    BigInteger tries = size.min(BigInteger.valueOf(taken.size() + 3L)); // two can be no machine's
    for (int i = 0; BigInteger.valueOf(i).compareTo(tries) < 0; i++) {
      IpAddress address = range.at(start.add(BigInteger.valueOf(i)).mod(size));
      if (subnet.subnet().canBeMachine(address) && take(address)) {
        return address;
      }
    }
    throw new ComposerException(
        network.network().position()
            + ": networks."
            + network.network().key()
            + ": no address of "
            + range
            + " is left for "
            + service
            + "-"
            + number
            + "; give a larger "
            + (range.equals(subnet.subnet()) ? "subnet" : "ip_range"));
  }

  /** Those of the addresses of before that can be kept. */
  Optional<IpAddress> kept(List<IpAddress> before, PlannedSubnet subnet) {
    return before.stream()
        .filter(address -> subnet.subnet().canBeMachine(address))
        .findFirst()
        .filter(this::take);
  }
}
