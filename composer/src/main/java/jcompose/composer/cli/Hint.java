package jcompose.composer.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What words that programs often end with may mean in a container. */
final class Hint {
  private static final Map<String, String> HINTS =
      Map.of(
          "Operation not permitted",
          "\"Operation not permitted\" in its log: a capability that it lacks (cap_add), or a call"
              + " that its seccomp profile refuses (security_opt)",
          "Permission denied",
          "\"Permission denied\" in its log: its user may not use a file, or a port below 1024"
              + " without NET_BIND_SERVICE",
          "Read-only file system",
          "\"Read-only file system\" in its log: read_only, or a volume with :ro",
          "Address already in use",
          "\"Address already in use\" in its log: something in its network (network_mode) has the"
              + " port",
          "exec format error",
          "\"exec format error\" in its log: a program for another processor (platform), or a"
              + " script without its first line",
          "No space left on device",
          "\"No space left on device\" in its log: a full disk, or a tmpfs that is too small");

  private Hint() {}

  /** The meaning of the last such words among lines. */
  static Optional<String> in(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      for (Map.Entry<String, String> hint : HINTS.entrySet()) {
        if (lines.get(i).contains(hint.getKey())) {
          return Optional.of(hint.getValue());
        }
      }
    }
    return Optional.empty();
  }
}
