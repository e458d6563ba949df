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
 * @param texts of those that somebody else knows better than the engine
 */
public record NetworkFiles(
    Optional<Path> hosts,
    Optional<Path> hostname,
    Optional<Path> resolvConf,
    List<HostEntry> extraHosts,
    Resolver resolver,
    Texts texts) {
  /**
   * What is written when no file is named, in place of what the engine would say.
   *
   * @param hosts the whole of /etc/hosts
   * @param resolvConf the whole of /etc/resolv.conf
   */
  public record Texts(Optional<String> hosts, Optional<String> resolvConf) {
    /** The engine's own. */
    public static final Texts NONE = new Texts(Optional.empty(), Optional.empty());
  }

  /** All three written by the engine. */
  public static final NetworkFiles GENERATED =
      new NetworkFiles(Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public NetworkFiles {
    extraHosts = List.copyOf(extraHosts);
  }

  /** With the texts of the engine. */
  public NetworkFiles(
      Optional<Path> hosts,
      Optional<Path> hostname,
      Optional<Path> resolvConf,
      List<HostEntry> extraHosts,
      Resolver resolver) {
    this(hosts, hostname, resolvConf, extraHosts, resolver, Texts.NONE);
  }

  /** Nothing but the usual in those that the engine writes. */
  public NetworkFiles(Optional<Path> hosts, Optional<Path> hostname, Optional<Path> resolvConf) {
    this(hosts, hostname, resolvConf, List.of(), Resolver.OF_HOST);
  }
}
