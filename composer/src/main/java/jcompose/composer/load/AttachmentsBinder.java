package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Subnet;
import jcompose.composer.yaml.YamlEntry;

/** Binds a service's {@code networks}, short or long. */
final class AttachmentsBinder {
  private static final List<Subnet> LINK_LOCAL =
      List.of(Subnet.of("169.254.0.0/16"), Subnet.of("fe80::/10"));

  private static final Keys KEYS =
      Keys.of(
          "aliases",
          "driver_opts",
          "gw_priority",
          "interface_name",
          "ipv4_address",
          "ipv6_address",
          "link_local_ips",
          "mac_address",
          "priority",
          "link");

  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");

  private static final Pattern HOST_NAME =
      Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?");
  private static final int LONGEST_NAME = 253;

  private AttachmentsBinder() {}

  static Map<String, Attachment> bind(Attribute networks) {
    Map<String, Attachment> result = new LinkedHashMap<>();
    Map<String, Attribute> interfaces = new LinkedHashMap<>();
    for (YamlEntry entry : KeyValues.ofNames(networks).entries().values()) {
      Attribute network = networks.child(entry);
      Map<String, Attribute> fields = network.fields(KEYS);
      Attribute named = fields.get("interface_name");
      Optional<String> interfaceName = Optional.ofNullable(named).flatMap(InterfaceNames::bind);
      if (named != null && interfaceName.isPresent()) {
        Attribute other = interfaces.putIfAbsent(interfaceName.get(), named);
        if (other != null) {
          named.problem("'" + interfaceName.get() + "' is the one at " + other.position());
        }
      }
      result.put(
          entry.key(),
          new Attachment(
              entry.key(),
              aliases(fields),
              address(fields, "ipv4_address", false),
              address(fields, "ipv6_address", true),
              linkLocal(fields),
              Optional.ofNullable(fields.get("mac_address")).flatMap(AttachmentsBinder::mac),
              interfaceName,
              number(fields, "gw_priority"),
              number(fields, "priority"),
              options(fields),
              LinkBinder.of(fields),
              entry.keyPosition()));
    }
    return result;
  }

  /** Lower case with colons; reported and empty when it cannot be an interface's. */
  static Optional<String> mac(Attribute attribute) {
    Optional<String> text = attribute.nonEmptyString();
    if (text.isEmpty()) {
      return text;
    }
    if (!MAC.matcher(text.get()).matches()) {
      attribute.problem("'" + text.get() + "' is not a MAC address such as 02:42:ac:11:65:43");
      return Optional.empty();
    }
    String mac = text.get().toLowerCase(Locale.ROOT).replace('-', ':');
    if ((Integer.parseInt(mac.substring(1, 2), 16) & 1) != 0 || mac.equals("00:00:00:00:00:00")) {
      attribute.problem(
          "'" + text.get() + "' is of a group of machines: the second digit must be even");
      return Optional.empty();
    }
    return Optional.of(mac);
  }

  private static List<String> aliases(Map<String, Attribute> fields) {
    List<String> aliases = new ArrayList<>();
    Attribute list = fields.get("aliases");
    for (Attribute item : list == null ? List.<Attribute>of() : list.items()) {
      item.nonEmptyString().filter(name -> isHostName(item, name)).ifPresent(aliases::add);
    }
    return aliases.stream().distinct().toList();
  }

  /** Whether a text can be asked for in the DNS; reported when not. */
  static boolean isHostName(Attribute attribute, String name) {
    boolean right = name.length() <= LONGEST_NAME && HOST_NAME.matcher(name).matches();
    if (!right) {
      attribute.problem("'" + name + "' is not a host name of letters, digits, '-', '_', '.'");
    }
    return right;
  }

  private static Optional<IpAddress> address(
      Map<String, Attribute> fields, String key, boolean six) {
    return Optional.ofNullable(fields.get(key)).flatMap(field -> Addresses.of(field, six));
  }

  private static List<IpAddress> linkLocal(Map<String, Attribute> fields) {
    List<IpAddress> addresses = new ArrayList<>();
    Attribute list = fields.get("link_local_ips");
    for (Attribute item : list == null ? List.<Attribute>of() : list.items()) {
      Optional<IpAddress> address = Addresses.any(item);
      if (address.isPresent()
          && LINK_LOCAL.stream().noneMatch(all -> all.contains(address.get()))) {
        item.problem("'" + address.get() + "' is not link-local: it is in none of " + LINK_LOCAL);
      } else {
        address.ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  private static int number(Map<String, Attribute> fields, String key) {
    Attribute field = fields.get(key);
    return field == null
        ? 0
        : (int) Integers.within(field, Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0);
  }

  private static Map<String, String> options(Map<String, Attribute> fields) {
    Map<String, String> options = new LinkedHashMap<>();
    Attribute all = fields.get("driver_opts");
    if (all != null) {
      all.entries()
          .forEach(
              (key, value) -> Environment.text(value).ifPresent(text -> options.put(key, text)));
    }
    return options;
  }
}
