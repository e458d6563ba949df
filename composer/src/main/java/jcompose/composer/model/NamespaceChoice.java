package jcompose.composer.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jcompose.engine.spec.IdMapping;

/** A namespace that is not what a container has when nothing is said. */
public sealed interface NamespaceChoice {
  /** The host's. */
  record Host() implements NamespaceChoice {}

  /**
   * That of another service of the project.
   *
   * @param service its name
   */
  record OfService(String service) implements NamespaceChoice {}

  /**
   * A namespace file.
   *
   * @param path its absolute path
   */
  record OfPath(Path path) implements NamespaceChoice {}

  /**
   * A time namespace of its own.
   *
   * @param monotonic how far its CLOCK_MONOTONIC is ahead of the host's; negative for behind
   * @param boottime the same of CLOCK_BOOTTIME, which /proc/uptime shows
   */
  record Clocks(Duration monotonic, Duration boottime) implements NamespaceChoice {}

  /**
   * A user namespace of its own.
   *
   * @param uids the users in it
   * @param gids the groups in it
   */
  record Mapped(List<IdMapping> uids, List<IdMapping> gids) implements NamespaceChoice {
    /** Copies the lists. */
    public Mapped {
      uids = List.copyOf(uids);
      gids = List.copyOf(gids);
    }
  }
}
