package jcompose.composer.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.PublishedPort;
import jcompose.composer.tree.ShortPort;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** Binds {@code ports}, short or long, and {@code expose}. */
final class PortsBinder {
  private static final Keys KEYS =
      Keys.of("name", "mode", "host_ip", "target", "published", "protocol", "app_protocol");

  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

  private PortsBinder() {}

  static List<PublishedPort> ports(Attribute attribute) {
    List<PublishedPort> ports = new ArrayList<>();
    Map<Integer, List<PublishedPort>> byNumber = new HashMap<>(); // a range may have thousands
    for (Attribute item : attribute.items()) {
      for (Attribute longForm : longForms(item)) {
        Optional<PublishedPort> port = port(longForm);
        if (port.isPresent()
            && isNew(byNumber.getOrDefault(key(port.get()), List.of()), port.get(), item)) {
          ports.add(port.get());
          byNumber.computeIfAbsent(key(port.get()), first -> new ArrayList<>()).add(port.get());
        }
      }
    }
    return ports;
  }

  /** What {@code expose} says, as {@code 80/tcp}; what is wrong with it is told elsewhere. */
  static List<String> expose(Attribute attribute) {
    List<String> ports = new ArrayList<>();
    for (Attribute item : attribute.items()) {
      Environment.text(item)
          .map(text -> text.indexOf('/') < 0 ? text + "/tcp" : text)
          .filter(port -> !ports.contains(port))
          .ifPresent(ports::add);
    }
    return ports;
  }

  /** Ports that are the same, or take one from another, have the same. */
  private static int key(PublishedPort port) {
    return port.isFixed() ? port.first() : -port.target();
  }

  private static boolean isNew(List<PublishedPort> others, PublishedPort port, Attribute item) {
    for (PublishedPort other : others) {
      if (other.at(port.position()).equals(port)) {
        return false; // said twice
      }
      if (other.takesThatOf(port)) {
        item.problem(
            "port "
                + port.first()
                + "/"
                + port.protocol()
                + " of the host is taken already, by "
                + other
                + " at "
                + other.position());
        return false;
      }
    }
    return true;
  }

  private static List<Attribute> longForms(Attribute item) {
    if (!(item.node() instanceof YamlScalar scalar)) {
      return List.of(item);
    }
    Optional<String> text = Environment.text(item);
    if (text.isEmpty() || scalar.isNull()) {
      return List.of();
    }
    try {
      List<Attribute> result = new ArrayList<>();
      for (YamlNode node : ShortPort.expand(text.get(), item.position())) {
        result.add(new Attribute(node, item.path(), item.problems()));
      }
      return result;
    } catch (IllegalArgumentException e) {
      item.problem(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static Optional<PublishedPort> port(Attribute item) {
    Map<String, Attribute> fields = item.fields(KEYS);
    Attribute target = fields.get("target");
    if (target == null) {
      item.problem("needs 'target', the service's port");
      return Optional.empty();
    }
    int port = (int) Integers.within(target, 1, PublishedPort.LARGEST).orElse(0);
    Attribute publishedField = fields.get("published");
    Optional<int[]> published =
        publishedField == null || text(fields, "published").isEmpty()
            ? Optional.of(new int[] {0, 0})
            : published(publishedField);
    if (port == 0 || published.isEmpty()) {
      return Optional.empty();
    }
    Attribute address = fields.get("host_ip");
    Attribute protocol = fields.get("protocol");
    Attribute mode = fields.get("mode");
    return Optional.of(
        new PublishedPort(
            text(fields, "host_ip").isEmpty() || address == null
                ? Optional.empty()
                : Addresses.any(address),
            published.get()[0],
            published.get()[1],
            port,
            text(fields, "protocol").isEmpty() || protocol == null
                ? "tcp"
                : protocol
                    .string()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .filter(word -> isProtocol(protocol, word))
                    .orElse("tcp"),
            text(fields, "name"),
            text(fields, "app_protocol"),
            text(fields, "mode").isEmpty() || mode == null
                ? "ingress"
                : mode.oneOf(List.of("ingress", "host")).orElse("ingress"),
            item.position()));
  }

  private static boolean isProtocol(Attribute attribute, String word) {
    boolean known = PROTOCOLS.contains(word);
    if (!known) {
      attribute.problem("the protocol must be tcp, udp or sctp, not '" + word + "'");
    }
    return known;
  }

  /** The first and last port of the host. */
  private static Optional<int[]> published(Attribute attribute) {
    String text = Environment.text(attribute).orElse("");
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      attribute.problem("'" + text + "' is not a port or a range such as 8000-8010");
      return Optional.empty();
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (last > PublishedPort.LARGEST || first > last || (first == 0 && last > 0)) {
      attribute.problem("'" + text + "': ports are from 1 to 65535, in order");
      return Optional.empty();
    }
    return Optional.of(new int[] {first, last});
  }

  private static Optional<String> text(Map<String, Attribute> fields, String key) {
    return Optional.ofNullable(fields.get(key))
        .flatMap(Environment::text)
        .filter(text -> !text.isEmpty());
  }
}
