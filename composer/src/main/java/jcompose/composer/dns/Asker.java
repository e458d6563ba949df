package jcompose.composer.dns;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Who asks: the containers of a service, by the socket that the question comes through.
 *
 * @param networks the keys of the networks that the service is in, the one that is asked first
 *     first
 * @param links names for this service alone, in lower case, and the services that they stand for
 * @param servers the service's own {@code dns}; the host's when empty
 * @param forwards whether questions for other names go on; not from internal networks alone
 */
public record Asker(
    List<String> networks,
    Map<String, String> links,
    List<InetSocketAddress> servers,
    boolean forwards) {
  /** Copies the collections. */
  public Asker {
    networks = List.copyOf(networks);
    links = Map.copyOf(links);
    servers = List.copyOf(servers);
  }
}
