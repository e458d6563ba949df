package jcompose.engine.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of the host that are bind-mounted over a container's own; where one is left out the engine
 * writes it.
 *
 * @param hosts over /etc/hosts
 * @param hostname over /etc/hostname
 * @param resolvConf over /etc/resolv.conf
 */
public record NetworkFiles(
    Optional<Path> hosts, Optional<Path> hostname, Optional<Path> resolvConf) {
  /** All three written by the engine. */
  public static final NetworkFiles GENERATED =
      new NetworkFiles(Optional.empty(), Optional.empty(), Optional.empty());
}
