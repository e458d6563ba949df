package jcompose.engine.oci;

import java.util.Map;
import java.util.Optional;

/** The specification's names of namespaces, in the kernel's numbers and names. */
final class NamespaceFlags {
  private static final Map<String, Long> FLAGS =
      Map.of(
          "mount", 0x00020000L,
          "cgroup", 0x02000000L,
          "uts", 0x04000000L,
          "ipc", 0x08000000L,
          "user", 0x10000000L,
          "pid", 0x20000000L,
          "network", 0x40000000L,
          "time", 0x00000080L);

  private NamespaceFlags() {}

  /** CLONE_NEW*. */
  static long of(String type) {
    return Optional.ofNullable(FLAGS.get(type)).orElseThrow();
  }

  /** All types. */
  static Iterable<String> types() {
    return FLAGS.keySet();
  }

  /** The file's name in /proc/PID/ns. */
  static String file(String type) {
    return switch (type) {
      case "mount" -> "mnt";
      case "network" -> "net";
      default -> type;
    };
  }
}
