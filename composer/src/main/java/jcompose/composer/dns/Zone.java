package jcompose.composer.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Subnet;

/**
 * The names of a project. What a name means depends on the networks of who asks.
 *
 * @param networks the names in each network, by the network's key
 */
public record Zone(Map<String, Names> networks) {
  /** Nobody. */
  public static final Zone EMPTY = new Zone(Map.of());

  /**
   * The names in one network.
   *
   * @param suffix the network's own name, which may follow a name: {@code web.shop_default}
   * @param subnets all addresses of the network
   * @param addresses the addresses of each name, in lower case
   * @param owners the name of each address
   */
  public record Names(
      String suffix,
      List<Subnet> subnets,
      Map<String, List<IpAddress>> addresses,
      Map<IpAddress, String> owners) {
    /** Copies the collections. */
    public Names {
      suffix = suffix.toLowerCase(Locale.ROOT);
      subnets = List.copyOf(subnets);
      Map<String, List<IpAddress>> copy = new HashMap<>();
      addresses.forEach((name, all) -> copy.put(name, List.copyOf(all)));
      addresses = Map.copyOf(copy);
      owners = Map.copyOf(owners);
    }

    /** These and those of others in the same network. */
    public Names and(Names others) {
      Map<String, List<IpAddress>> all = new HashMap<>(addresses);
      others
          .addresses()
          .forEach(
              (name, more) -> {
                Set<IpAddress> both = new LinkedHashSet<>(all.getOrDefault(name, List.of()));
                both.addAll(more);
                all.put(name, List.copyOf(both));
              });
      Map<IpAddress, String> holders = new HashMap<>(others.owners());
      holders.putAll(owners);
      return new Names(suffix, subnets, all, holders);
    }
  }

  /** Copies the map. */
  public Zone {
    networks = Map.copyOf(networks);
  }

  /**
   * This with what others have in the same networks.
   *
   * @param others by the networks' names on this machine, in lower case
   */
  Zone and(Map<String, Names> others) {
    Map<String, Names> all = new HashMap<>();
    networks.forEach(
        (key, own) ->
            all.put(key, Optional.ofNullable(others.get(own.suffix())).map(own::and).orElse(own)));
    return new Zone(all);
  }

  /**
   * The addresses of a name, of both families.
   *
   * @param name in lower case, without a dot at its end
   * @return empty when it is no name of the project; without addresses when the asker cannot reach
   *     it
   */
  Optional<List<IpAddress>> addresses(String name, Asker asker) {
    String meant = asker.links().getOrDefault(name, name).toLowerCase(Locale.ROOT);
    Set<IpAddress> found = new LinkedHashSet<>();
    for (String key : asker.networks()) {
      Names names = networks.get(key);
      if (names != null) {
        found.addAll(names.addresses().getOrDefault(meant, List.of()));
        found.addAll(names.addresses().getOrDefault(withoutSuffix(meant, names), List.of()));
      }
    }
    boolean known = !found.isEmpty() || networks.values().stream().anyMatch(n -> has(n, meant));
    return known ? Optional.of(new ArrayList<>(found)) : Optional.empty();
  }

  private static boolean has(Names names, String name) {
    return names.addresses().containsKey(name)
        || names.addresses().containsKey(withoutSuffix(name, names));
  }

  private static String withoutSuffix(String name, Names names) {
    String end = "." + names.suffix();
    return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
  }

  /** The name of an address, its network's own name behind it, in a network of the asker. */
  Optional<String> name(IpAddress address, Asker asker) {
    for (String key : asker.networks()) {
      Names names = networks.get(key);
      String owner = names == null ? null : names.owners().get(address);
      if (names != null && owner != null) {
        return Optional.of(owner + "." + names.suffix());
      }
    }
    return Optional.empty();
  }

  /** Whether an address is one of the project's, so that nobody else knows its name. */
  boolean holds(IpAddress address) {
    return networks.values().stream()
        .anyMatch(names -> names.subnets().stream().anyMatch(one -> one.contains(address)));
  }
}
