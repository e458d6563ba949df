package jcompose.engine.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files of the host that are bind-mounted over a container's own; where one is left out the engine
 * writes it.
 *
 * @param hosts over /etc/hosts
 * @param hostname over /etc/hostname
 * @param resolvConf over /etc/resolv.conf
 * @param extraHosts at the end of an /etc/hosts that the engine writes
 * @param resolver for a /etc/resolv.conf that the engine writes
 */
public record NetworkFiles(
    Optional<Path> hosts,
    Optional<Path> hostname,
    Optional<Path> resolvConf,
    List<HostEntry> extraHosts,
    Resolver resolver) {
  /** All three written by the engine. */
  public static final NetworkFiles GENERATED =
      new NetworkFiles(Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public NetworkFiles {
    extraHosts = List.copyOf(extraHosts);
  }

  /** Nothing but the usual in those that the engine writes. */
  public NetworkFiles(Optional<Path> hosts, Optional<Path> hostname, Optional<Path> resolvConf) {
    this(hosts, hostname, resolvConf, List.of(), Resolver.OF_HOST);
  }
}
