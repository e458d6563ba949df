package jcompose.composer.image;

import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code ALL_PROXY} name, also in
 * lower case, but for the hosts of {@code NO_PROXY}.
 */
final class Proxies {
  private final Map<String, String> environment;
  private final NoProxy exceptions;
  private final Map<String, ProxyAddress> known = new ConcurrentHashMap<>();

  Proxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    exceptions = NoProxy.parse(value("NO_PROXY"));
  }

  /** The proxy for an address; none for this machine. */
  Optional<ProxyAddress> of(URL url) {
    String own = url.getProtocol().toUpperCase(Locale.ROOT) + "_PROXY";
    String variable = value(own).isEmpty() ? "ALL_PROXY" : own;
    String address = value(variable);
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return address.isEmpty() || exceptions.matches(url.getHost(), port)
        ? Optional.empty()
        : Optional.of(known.computeIfAbsent(variable, name -> ProxyAddress.parse(name, address)));
  }

  private String value(String variable) {
    String upper = environment.getOrDefault(variable, "").strip();
    return upper.isEmpty()
        ? environment.getOrDefault(variable.toLowerCase(Locale.ROOT), "").strip()
        : upper;
  }
}
