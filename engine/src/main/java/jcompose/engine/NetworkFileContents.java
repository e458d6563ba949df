package jcompose.engine;

import java.util.List;
import java.util.Optional;
import jcompose.engine.spec.HostEntry;
import jcompose.engine.spec.Resolver;

/** What a container's /etc/hosts, /etc/hostname and /etc/resolv.conf say when nobody wrote them. */
final class NetworkFileContents {
  private NetworkFileContents() {}

  static String hosts(String hostname, Optional<String> domainname) {
    String names =
        domainname.map(domain -> hostname + "." + domain + "\t" + hostname).orElse(hostname);
    return """
    127.0.0.1\tlocalhost
    127.0.1.1\tNAMES
    ::1\tlocalhost ip6-localhost ip6-loopback
    fe00::\tip6-localnet
    ff00::\tip6-mcastprefix
    ff02::1\tip6-allnodes
    ff02::2\tip6-allrouters
    """
        .replace("NAMES", names);
  }

  /** The same with further lines at its end. */
  static String withEntries(String hosts, List<HostEntry> entries) {
    StringBuilder all = new StringBuilder(hosts);
    if (!entries.isEmpty() && !hosts.isEmpty() && !hosts.endsWith("\n")) {
      all.append('\n');
    }
    entries.forEach(
        entry -> all.append(entry.address()).append('\t').append(entry.name()).append('\n'));
    return all.toString();
  }

  static String hostname(String hostname) {
    return hostname + "\n";
  }

  /** The host's resolv.conf with what a container has of its own in place of the host's. */
  static String resolvConf(String ofHost, Resolver resolver) {
    if (resolver.equals(Resolver.OF_HOST)) {
      return ofHost;
    }
    StringBuilder text = new StringBuilder();
    ofHost
        .lines()
        .filter(line -> !isReplaced(line.strip(), resolver))
        .forEach(line -> text.append(line).append('\n'));
    resolver
        .nameservers()
        .forEach(server -> text.append("nameserver ").append(server).append('\n'));
    if (!resolver.search().isEmpty() && !resolver.search().equals(List.of("."))) {
      text.append("search ").append(String.join(" ", resolver.search())).append('\n');
    }
    if (!resolver.options().isEmpty()) {
      text.append("options ").append(String.join(" ", resolver.options())).append('\n');
    }
    return text.toString();
  }

  private static boolean isReplaced(String line, Resolver resolver) {
    return switch (line.split("\\s", 2)[0]) {
      case "nameserver" -> !resolver.nameservers().isEmpty();
      case "search", "domain" -> !resolver.search().isEmpty();
      case "options" -> !resolver.options().isEmpty();
      default -> false;
    };
  }
}
