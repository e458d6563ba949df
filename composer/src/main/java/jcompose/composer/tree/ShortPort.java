package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlNode;

/** The short syntax of ports: {@code [[IP:][PUBLISHED]:]TARGET[/PROTOCOL]}, ports or ranges. */
public final class ShortPort {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-zA-Z:.%]*");
  private static final int LARGEST = 65_535;

  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  private ShortPort() {}

  /**
   * One mapping for each port of the range, in the order of their texts as in the reference.
   *
   * @throws IllegalArgumentException whose message says what is wrong with the text
   */
  public static List<YamlNode> expand(String text, Position position) {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
    if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
      throw new IllegalArgumentException(
          "'" + text + "': the protocol must be tcp, udp or sctp, not '" + protocol + "'");
    }
    String ports = slash < 0 ? text : text.substring(0, slash);
    int last = ports.lastIndexOf(':');
    int before = last < 0 ? -1 : ports.lastIndexOf(':', last - 1);
    Range target = range(text, ports.substring(last + 1));
    String published = last < 0 ? "" : ports.substring(before + 1, last);
    String address = before < 0 ? "" : address(text, ports.substring(0, before));
    List<Integer> targets = new ArrayList<>();
    for (int port = target.first(); port <= target.last(); port++) {
      targets.add(port);
    }
    targets.sort(Comparator.comparing(port -> port + "/" + protocol));
    List<YamlNode> result = new ArrayList<>();
    for (int port : targets) {
      result.add(
          Nodes.at(position)
              .put("mode", "ingress")
              .put("host_ip", address)
              .put("target", port)
              .put("published", published(text, published, target, port))
              .put("protocol", protocol)
              .mapping());
    }
    return result;
  }

  private static String published(String text, String published, Range target, int port) {
    if (published.isEmpty()) {
      return "";
    }
    Range range = range(text, published);
    if (range.size() == target.size()) {
      return String.valueOf(range.first() + port - target.first());
    }
    if (target.size() > 1) {
      throw new IllegalArgumentException("'" + text + "': the two ranges differ in length");
    }
    return published; // any free one of the range
  }

  private static Range range(String text, String ports) {
    Matcher matcher = RANGE.matcher(ports);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form [[IP:]PUBLISHED:]TARGET[/PROTOCOL]");
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (last > LARGEST || first > last) {
      throw new IllegalArgumentException("'" + text + "': ports are from 0 to 65535, in order");
    }
    return new Range(first, last);
  }

  private static String address(String text, String address) {
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    String bare = bracketed ? address.substring(1, address.length() - 1) : address;
    if (!bare.isEmpty() && !ADDRESS.matcher(bare).matches()) {
      throw new IllegalArgumentException("'" + text + "': '" + bare + "' is not an IP address");
    }
    return bare;
  }
}
