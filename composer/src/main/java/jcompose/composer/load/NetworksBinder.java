package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import jcompose.composer.model.Network;
import jcompose.composer.model.Network.Driver;
import jcompose.composer.model.Network.Pool;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import org.jspecify.annotations.Nullable;

/** Binds the top-level {@code networks}. */
final class NetworksBinder {
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  private static final String PREFIX = "com.docker.network.container_iface_prefix";
  private static final String LINK = "/"; // in no network's name
  private static final Keys KEYS =
      Keys.of(
          "name",
          "driver",
          "driver_opts",
          "ipam",
          "external",
          "internal",
          "attachable",
          "labels",
          "enable_ipv4",
          "enable_ipv6",
          "link");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final List<String> DRIVERS =
      List.of("bridge", "none", "host", "macvlan", "ipvlan");

  private static final String MTU = "com.docker.network.driver.mtu";

  /** Options that are kept for those who make the network. */
  private static final Set<String> OPTIONS =
      Set.of(
          BRIDGE_NAME,
          "com.docker.network.bridge.enable_icc",
          "com.docker.network.bridge.enable_ip_masquerade",
          "com.docker.network.bridge.host_binding_ipv4",
          PREFIX,
          "parent",
          "macvlan_mode",
          "ipvlan_mode",
          "ipvlan_flag");

  private final Problems problems;
  private final String project;

  NetworksBinder(Problems problems, String project) {
    this.problems = problems;
    this.project = project;
  }

  /** The networks that the file declares, by their keys. */
  Map<String, Network> bind(@Nullable Attribute networks) {
    Map<String, Network> result = new LinkedHashMap<>();
    if (networks != null && networks.node() instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        Attribute network = networks.child(entry);
        if (!NAME.matcher(entry.key()).matches()) {
          network.problemAt(entry.keyPosition(), "is not a name of letters, digits, '.', '_', '-'");
        }
        result.put(entry.key(), network(entry.key(), network, entry.keyPosition()));
      }
    } else if (networks != null && !networks.isNull()) {
      networks.problem("must be a mapping, not " + networks.node().kind());
    }
    sameNames(result);
    overlaps(result);
    return result;
  }

  private Network network(String key, Attribute network, Position position) {
    Map<String, Attribute> fields = network.fields(KEYS);
    Attribute externalField = fields.get("external");
    boolean external = externalField != null && (externalField.isMapping() || externalField.bool());
    Optional<String> externalName =
        externalField != null && externalField.isMapping()
            ? name(externalField.fields(Keys.of("name")))
            : Optional.empty();
    if (external) {
      fields.forEach(NetworksBinder::refuseOfExternal);
    }
    boolean four = flag(fields, "enable_ipv4", true);
    boolean six = flag(fields, "enable_ipv6", false);
    if (!four && !six) {
      network.problemAt(position, "has no addresses: set 'enable_ipv4' or 'enable_ipv6' to true");
    }
    warn(fields.get("attachable"), "is Swarm's: every project may name it as 'external' anyway");
    Map<String, String> options = new LinkedHashMap<>();
    OptionalInt mtu = options(fields, options);
    if (six && mtu.isPresent() && mtu.getAsInt() < Mtu.LEAST_OF_SIX) {
      network.problemAt(
          position,
          "IPv6 needs an mtu of at least " + Mtu.LEAST_OF_SIX + ", not " + mtu.getAsInt());
    }
    Driver driver = driver(fields);
    Attribute link = fields.get("link");
    if (link != null && (driver == Driver.HOST || driver == Driver.NONE)) {
      link.problem("a network of driver '" + word(driver) + "' has no links");
    }
    List<Pool> pools = new IpamBinder(problems, four, six).bind(fields.get("ipam"));
    return new Network(
        key,
        name(fields).or(() -> externalName).orElse(external ? key : project + "_" + key),
        driver,
        mtu,
        options,
        flag(fields, "internal", false),
        external,
        four,
        six,
        pools,
        flag(fields, "attachable", false),
        fields.containsKey("labels") ? Environment.labels(fields.get("labels")) : Map.of(),
        LinkBinder.of(fields),
        position);
  }

  private static void refuseOfExternal(String key, Attribute field) {
    if (!key.equals("name") && !key.equals("external")) {
      field.problem("an external network is not made here, and takes only a name");
    }
  }

  private static boolean flag(Map<String, Attribute> fields, String key, boolean otherwise) {
    Attribute field = fields.get(key);
    return field == null ? otherwise : field.bool();
  }

  private void warn(@Nullable Attribute attribute, String words) {
    if (attribute != null) {
      problems.warn(attribute.position(), attribute.path(), words);
    }
  }

  private static String word(Driver driver) {
    return driver.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> name(Map<String, Attribute> fields) {
    Attribute field = fields.get("name");
    Optional<String> name = Optional.ofNullable(field).flatMap(Attribute::nonEmptyString);
    if (field != null && name.isPresent() && !NAME.matcher(name.get()).matches()) {
      field.problem("'" + name.get() + "' is not a name of letters, digits, '.', '_', '-'");
    }
    return name;
  }

  private static Driver driver(Map<String, Attribute> fields) {
    Attribute field = fields.get("driver");
    Optional<String> word =
        Optional.ofNullable(field).flatMap(Attribute::string).filter(text -> !text.isEmpty());
    if (field == null || word.isEmpty() || word.get().equals("default")) {
      return Driver.BRIDGE;
    }
    if (!DRIVERS.contains(word.get())) {
      String why =
          word.get().equals("overlay")
              ? "'overlay' joins several machines, and here is one; leave it out for a bridge"
              : "there is no driver '"
                  + word.get()
                  + "' here, only "
                  + String.join(", ", DRIVERS)
                  + Suggestion.of(word.get(), DRIVERS);
      field.problem(why);
      return Driver.BRIDGE;
    }
    return Driver.valueOf(word.get().toUpperCase(Locale.ROOT));
  }

  /** Puts what is to be kept of {@code driver_opts} into a map. */
  private OptionalInt options(Map<String, Attribute> fields, Map<String, String> kept) {
    Attribute all = fields.get("driver_opts");
    Map<String, Attribute> options = all == null ? Map.of() : all.entries();
    options.forEach(
        (key, value) -> {
          if (OPTIONS.contains(key)) {
            Environment.text(value).ifPresent(text -> kept.put(key, text));
            interfaceName(key, kept.get(key)).ifPresent(value::problem);
          } else if (!key.equals("mtu") && !key.equals(MTU)) {
            warn(value, "without effect: such an option is not known here");
          }
        });
    return Mtu.of(
        Optional.ofNullable(options.get("mtu")).or(() -> Optional.ofNullable(options.get(MTU))));
  }

  private static Optional<String> interfaceName(String key, @Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    return switch (key) {
      case BRIDGE_NAME -> InterfaceNames.problem(value);
      case PREFIX -> InterfaceNames.problem(value + "0"); // the first that begins so
      default -> Optional.empty();
    };
  }

  /** Who names one of two, on this machine, could mean the other. */
  private void sameNames(Map<String, Network> networks) {
    Map<String, Network> before = new LinkedHashMap<>();
    for (Network network : networks.values()) {
      Network other = before.putIfAbsent(network.name(), network);
      if (other != null && !(other.external() && network.external())) {
        twice(network, "name '" + network.name() + "'", other);
      }
      String link = network.driverOptions().get(BRIDGE_NAME);
      Network sharing = link == null ? null : before.putIfAbsent(LINK + link, network);
      if (sharing != null) {
        twice(network, "bridge '" + link + "'", sharing);
      }
    }
  }

  private void twice(Network network, String what, Network other) {
    problems.add(
        network.position(),
        "networks." + network.key(),
        "has the " + what + " of network '" + other.key() + "' at " + other.position());
  }

  /** No address may be in two networks. */
  private void overlaps(Map<String, Network> networks) {
    Map<Pool, Network> before = new LinkedHashMap<>();
    for (Network network : networks.values()) {
      for (Pool pool : network.pools()) {
        before.forEach(
            (other, owner) -> {
              if (other.subnet().overlaps(pool.subnet())) {
                problems.add(
                    pool.position(),
                    "networks." + network.key() + ".ipam",
                    pool.subnet()
                        + " overlaps "
                        + other.subnet()
                        + " of network '"
                        + owner.key()
                        + "' at "
                        + other.position());
              }
            });
        before.put(pool, network);
      }
    }
  }
}
