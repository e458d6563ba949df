package jcompose.engine.spec;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Where a container's namespace of one type comes from. */
public sealed interface NamespaceMode {
  /** A new one. */
  record Private() implements NamespaceMode {}

  /** The engine's own, which is the host's. */
  record Host() implements NamespaceMode {}

  /**
   * That of another running container.
   *
   * @param containerId its full id
   */
  record OfContainer(String containerId) implements NamespaceMode {}

  /**
   * A namespace file, for example {@code /run/netns/lab} or {@code /proc/1/ns/net}.
   *
   * @param path its absolute path on the host
   */
  record OfPath(java.nio.file.Path path) implements NamespaceMode {}

  /**
   * A new time namespace, whose clocks differ from the host's.
   *
   * @param monotonic how far CLOCK_MONOTONIC is ahead; negative for behind
   * @param boottime the same of CLOCK_BOOTTIME
   */
  record Clocks(Duration monotonic, Duration boottime) implements NamespaceMode {}

  /**
   * A new user namespace, in which these ids exist.
   *
   * @param uids its users
   * @param gids its groups
   */
  record Mapped(List<IdMapping> uids, List<IdMapping> gids) implements NamespaceMode {
    /** Copies the lists and checks that root is among them. */
    public Mapped {
      uids = List.copyOf(uids);
      gids = List.copyOf(gids);
      if (!has(uids, 0) || !has(gids, 0)) {
        throw new IllegalArgumentException(
            "a user namespace needs user 0 and group 0, which everything in it is made by");
      }
    }

    /** The host's number of a user of the container; empty when it has none. */
    public OptionalLong hostUid(long uid) {
      return host(uids, uid);
    }

    /** The host's number of a group of the container; empty when it has none. */
    public OptionalLong hostGid(long gid) {
      return host(gids, gid);
    }

    private static boolean has(List<IdMapping> mappings, long id) {
      return host(mappings, id).isPresent();
    }

    private static OptionalLong host(List<IdMapping> mappings, long id) {
      return mappings.stream()
          .filter(range -> id >= range.containerId() && id < range.containerId() + range.size())
          .mapToLong(range -> range.hostId() + id - range.containerId())
          .findFirst();
    }
  }
}
