package jcompose.composer.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code conf:} of a service: files of the host bind-mounted over a container's own.
 *
 * @param hosts over /etc/hosts
 * @param hostname over /etc/hostname
 * @param resolvConf over /etc/resolv.conf
 */
public record Conf(Optional<Path> hosts, Optional<Path> hostname, Optional<Path> resolvConf) {
  /** No files of the user's own. */
  public static final Conf NONE = new Conf(Optional.empty(), Optional.empty(), Optional.empty());
}
