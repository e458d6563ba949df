package jcompose.composer.image;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} name. */
record Proxies(Map<String, String> environment) {
  /** The proxy for a host; none for this machine. */
  Proxy forHost(String scheme, String host) {
    String address = variable(scheme + "_proxy");
    if (address.isEmpty() || isExcepted(host)) {
      return Proxy.NO_PROXY;
    }
    try {
      URI uri = URI.create(address.contains("://") ? address : "http://" + address);
      int port = uri.getPort() < 0 ? 80 : uri.getPort();
      return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port));
    } catch (IllegalArgumentException malformed) {
      throw new ImageException(
          "the variable " + scheme + "_proxy does not hold a proxy's address (http://host:port)",
          malformed);
    }
  }

  private boolean isExcepted(String host) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    for (String entry : variable("no_proxy").split(",", -1)) {
      String name = entry.strip().replaceFirst("^\\*?\\.", "");
      if (name.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private String variable(String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }
}
