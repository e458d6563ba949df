package jcompose.composer.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy, by the rules of Go's programs: {@code host} with its
 * subdomains, {@code .domain} for these alone, addresses, networks ({@code 10.0.0.0/8}), each but
 * the last with a port or without, {@code *} for all. This machine is always one of them.
 */
final class NoProxy {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|[0-9a-f:.]*:[0-9a-f:.]*");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:]*):([0-9]+)");

  /** Tells whether a host and port are one of those that an entry means. */
  private interface Rule {
    boolean matches(String host, int port);
  }

  private final List<Rule> rules = new ArrayList<>();

  private NoProxy() {}

  static NoProxy parse(String text) {
    NoProxy exceptions = new NoProxy();
    for (String entry : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (!entry.isBlank()) {
        exceptions.rules.add(rule(entry.strip()));
      }
    }
    return exceptions;
  }

  private static Rule rule(String entry) {
    if (entry.equals("*")) {
      return (host, port) -> true;
    }
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return network(entry.substring(0, slash), entry.substring(slash + 1));
    }
    Matcher parts = WITH_PORT.matcher(entry);
    boolean hasPort = parts.matches();
    int wanted = hasPort && parts.group(2).length() < 6 ? Integer.parseInt(parts.group(2)) : -1;
    String name = withoutBrackets(hasPort ? parts.group(1) : entry);
    Rule named = ADDRESS.matcher(name).matches() ? address(name) : domain(name);
    return (host, port) -> (!hasPort || port == wanted) && named.matches(host, port);
  }

  private static Rule domain(String name) {
    String suffix = name.startsWith("*.") ? name.substring(1) : name;
    boolean alone = suffix.startsWith(".");
    String dotted = alone ? suffix : "." + suffix;
    return (host, port) -> host.endsWith(dotted) || (!alone && host.equals(suffix));
  }

  private static Rule address(String text) {
    byte[] bytes = bytes(text);
    return network(bytes, bytes.length * 8);
  }

  private static Rule network(String text, String length) {
    byte[] bytes = ADDRESS.matcher(text).matches() ? bytes(text) : new byte[0];
    return length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= bytes.length * 8
        ? network(bytes, Integer.parseInt(length))
        : (host, port) -> false;
  }

  /** Those whose first bits are the same. */
  private static Rule network(byte[] bytes, int bits) {
    return (host, port) -> {
      byte[] other = ADDRESS.matcher(host).matches() ? bytes(host) : new byte[0];
      if (bytes.length == 0 || other.length != bytes.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if ((other[i / 8] & mask) != (bytes[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    };
  }

  /** Nothing is looked up: it is only asked for what is an address already. */
  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException malformed) {
      return new byte[0];
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether a host is reached directly; IPv6 addresses may be in brackets. */
  boolean matches(String host, int port) {
    String plain = withoutBrackets(host).toLowerCase(Locale.ROOT);
    return isThisMachine(plain) || rules.stream().anyMatch(rule -> rule.matches(plain, port));
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || (ADDRESS.matcher(host).matches() && isLoopback(bytes(host)));
  }

  private static boolean isLoopback(byte[] address) {
    try {
      return address.length > 0 && InetAddress.getByAddress(address).isLoopbackAddress();
    } catch (UnknownHostException impossible) {
      return false;
    }
  }
}
