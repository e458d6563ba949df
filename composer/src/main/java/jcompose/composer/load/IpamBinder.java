package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network.Pool;
import jcompose.composer.model.Subnet;
import org.jspecify.annotations.Nullable;

/** Binds {@code ipam} of a network: its subnets. */
final class IpamBinder {
  /** This host, loopback, groups; of IPv6 also what every link has (RFC 6890, RFC 4291). */
  private static final List<Subnet> SPECIAL =
      Stream.of("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "::/127", "fe80::/10", "ff00::/8")
          .map(Subnet::of)
          .toList();

  private static final Keys KEYS = Keys.of("driver", "config", "options");
  private static final Keys KEYS_OF_POOL =
      Keys.of("subnet", "gateway", "ip_range", "aux_addresses");

  private final Problems problems;
  private final boolean four;
  private final boolean six;

  /**
   * @param four whether the network has IPv4 addresses
   * @param six whether it has IPv6 addresses
   */
  IpamBinder(Problems problems, boolean four, boolean six) {
    this.problems = problems;
    this.four = four;
    this.six = six;
  }

  /** The subnets of the families that the network has: at most one of each. */
  List<Pool> bind(@Nullable Attribute ipam) {
    List<Pool> pools = new ArrayList<>();
    if (ipam == null) {
      return pools;
    }
    Map<String, Attribute> fields = ipam.fields(KEYS);
    driver(fields);
    Attribute config = fields.get("config");
    for (Attribute item : config == null ? List.<Attribute>of() : config.items()) {
      pool(item).ifPresent(pool -> add(pools, pool, item));
    }
    return pools;
  }

  private void driver(Map<String, Attribute> fields) {
    Attribute driver = fields.get("driver");
    if (driver != null) {
      driver
          .string()
          .filter(name -> !name.isEmpty() && !name.equals("default"))
          .ifPresent(
              name ->
                  driver.problem(
                      "addresses are chosen here by jcompose; leave out the driver '"
                          + name
                          + "'"));
    }
    Attribute options = fields.get("options");
    if (options != null && !options.entries().isEmpty()) {
      problems.warn(
          options.position(), options.path(), "without effect: they are for other IPAM drivers");
    }
  }

  private void add(List<Pool> pools, Pool pool, Attribute item) {
    boolean v6 = pool.subnet().six();
    String family = v6 ? "IPv6" : "IPv4";
    if (v6 ? !six : !four) {
      problems.warn(
          item.position(),
          item.path(),
          pool.subnet()
              + " is not used: the network needs 'enable_"
              + (v6 ? "ipv6" : "ipv4")
              + ": true'");
      return;
    }
    for (Pool other : pools) {
      if (other.subnet().six() == v6) {
        item.problem(
            "a network has one subnet of "
                + family
                + " here, and it is the one at "
                + other.position());
        return;
      }
    }
    pools.add(pool);
  }

  private static Optional<Pool> pool(Attribute item) {
    Map<String, Attribute> fields = item.fields(KEYS_OF_POOL);
    Attribute subnetField = fields.get("subnet");
    if (subnetField == null) {
      if (!fields.isEmpty()) {
        item.problem("needs 'subnet', in which the others lie");
      }
      return Optional.empty();
    }
    Optional<Subnet> bound = Addresses.subnet(subnetField);
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    Subnet subnet = bound.get();
    Optional<Subnet> special = SPECIAL.stream().filter(subnet::overlaps).findFirst();
    if (special.isPresent()) {
      subnetField.problem(
          subnet + " is not for networks of machines: it overlaps " + special.get());
      return Optional.empty();
    }
    int free = subnet.address().bits() - subnet.prefix();
    if (free < 2) {
      subnetField.problem(subnet + " has no room for a gateway and a service");
      return Optional.empty();
    }
    Optional<Subnet> range = Optional.empty();
    Attribute rangeField = fields.get("ip_range");
    if (rangeField != null) {
      range = Addresses.subnet(rangeField);
      if (range.isPresent() && !subnet.contains(range.get())) {
        rangeField.problem(range.get() + " is not within the subnet " + subnet);
        range = Optional.empty();
      }
    }
    Map<String, IpAddress> reserved = new LinkedHashMap<>();
    Attribute others = fields.get("aux_addresses");
    if (others != null) {
      others
          .entries()
          .forEach((name, field) -> machine(field, subnet).ifPresent(ip -> reserved.put(name, ip)));
    }
    Attribute gateway = fields.get("gateway");
    return Optional.of(
        new Pool(
            subnet,
            range,
            Optional.ofNullable(gateway).flatMap(field -> machine(field, subnet)),
            reserved,
            subnetField.position()));
  }

  /** An address that a machine in the subnet can have. */
  private static Optional<IpAddress> machine(Attribute field, Subnet subnet) {
    Optional<IpAddress> address = Addresses.of(field, subnet.six());
    if (address.isPresent() && !subnet.contains(address.get())) {
      field.problem(address.get() + " is not within the subnet " + subnet);
      return Optional.empty();
    }
    if (address.isPresent() && !subnet.canBeMachine(address.get())) {
      field.problem(address.get() + " is the subnet's own or broadcast address");
      return Optional.empty();
    }
    return address;
  }
}
