package jcompose.composer.model;

import java.util.List;
import jcompose.engine.spec.HostEntry;

/**
 * How a service's container finds other machines.
 *
 * @param extraHosts lines of its /etc/hosts, of which the address may be {@link #HOST_GATEWAY}
 * @param dns the servers of its /etc/resolv.conf; the host's when empty
 * @param dnsSearch the domains that are searched; the host's when empty
 * @param dnsOptions options of the resolver; the host's when empty
 */
public record Resolution(
    List<HostEntry> extraHosts, List<String> dns, List<String> dnsSearch, List<String> dnsOptions) {
  /** In place of an address: the host, as a container's network reaches it. */
  public static final String HOST_GATEWAY = "host-gateway";

  /** As the host does. */
  public static final Resolution NONE = new Resolution(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Resolution {
    extraHosts = List.copyOf(extraHosts);
    dns = List.copyOf(dns);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
  }
}
