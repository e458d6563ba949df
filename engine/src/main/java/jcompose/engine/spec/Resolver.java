package jcompose.engine.spec;

import java.util.List;

/**
 * What a generated /etc/resolv.conf says; each list that is empty stays what it is on the host.
 *
 * @param nameservers IP addresses
 * @param search domains; the only one {@code .} for none at all
 * @param options as in resolv.conf(5), for example {@code ndots:2}
 */
public record Resolver(List<String> nameservers, List<String> search, List<String> options) {
  /** As the host's. */
  public static final Resolver OF_HOST = new Resolver(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Resolver {
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
    options = List.copyOf(options);
  }
}
