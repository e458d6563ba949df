package jcompose.engine;

import java.util.Optional;

/** What a container's /etc/hosts and /etc/hostname say when nobody wrote them. */
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

  static String hostname(String hostname) {
    return hostname + "\n";
  }
}
