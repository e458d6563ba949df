package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.Machine;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.LinuxConfig;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.security.SystemCallFilter;

/**
 * Everything that a container's program is written from.
 *
 * @param id the container's
 * @param config its config.json
 * @param rootfs absolute
 * @param cgroupsPath its groups
 * @param sources of its bind mounts, by destination and source
 * @param prepared the names of descriptors of mounts that were made beforehand, by destination
 * @param mounts the host's
 * @param machine this machine
 * @param kernelMemory whether the kernel has a /proc/kcore that /dev/core may lead to
 * @param kept how many of the caller's descriptors it inherits, from 3 on
 * @param handed the names of the runtime's own descriptors that it needs, in the order of their
 *     numbers in the program, which follow the kept ones
 * @param foreignStreams those of 0, 1 and 2 that shall belong to the container's user
 * @param filter of its system calls
 * @param newKeyring whether it gets a session keyring of its own
 */
record BirthFacts(
    String id,
    BundleConfig config,
    Path rootfs,
    CgroupsPath cgroupsPath,
    Map<MountConfig, BindSource> sources,
    Map<MountConfig, String> prepared,
    HostMounts mounts,
    Machine machine,
    boolean kernelMemory,
    int kept,
    List<String> handed,
    List<Integer> foreignStreams,
    Optional<SystemCallFilter> filter,
    boolean newKeyring) {
  /** The names of descriptors. */
  static final String SYNC = "sync";

  static final String START = "start";
  static final String CONSOLE = "console";

  private static final int STREAMS = 3;

  BirthFacts {
    sources = Map.copyOf(sources);
    prepared = Map.copyOf(prepared);
    handed = List.copyOf(handed);
    foreignStreams = List.copyOf(foreignStreams);
  }

  /** The first descriptor that the container's program must not see. */
  int firstClosed() {
    return STREAMS + kept;
  }

  /** The number in the program of a descriptor that is handed over. */
  int numberOf(String name) {
    return firstClosed() + handed.indexOf(name);
  }

  BindSource sourceOf(MountConfig mount) {
    return Optional.ofNullable(sources.get(mount)).orElseThrow();
  }

  Optional<String> prepared(MountConfig mount) {
    return Optional.ofNullable(prepared.get(mount));
  }

  /** Whether it gets a new namespace of that type. */
  boolean makes(String type) {
    return types(false).contains(type);
  }

  /** The types of namespaces that are new, or that are joined. */
  Set<String> types(boolean joined) {
    return config.linuxOrEmpty().namespaces().stream()
        .filter(namespace -> namespace.path().isPresent() == joined)
        .map(LinuxConfig.Namespace::type)
        .collect(java.util.stream.Collectors.toSet());
  }

  /** Whether programs are run between its mounts and its own program. */
  boolean pausesForHooks() {
    return !config.hooksOrNone().prestart().isEmpty()
        || !config.hooksOrNone().createRuntime().isEmpty()
        || !config.hooksOrNone().createContainer().isEmpty();
  }
}
