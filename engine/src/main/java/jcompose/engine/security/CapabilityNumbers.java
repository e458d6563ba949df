package jcompose.engine.security;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import jcompose.engine.Suggestion;

/** Capability names and bits; a name's place in the list is its number (linux/capability.h). */
public final class CapabilityNumbers {
  /** All names up to Linux 6.18, {@code CAP_CHOWN} (0) first. */
  public static final List<String> NAMES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_DAC_READ_SEARCH",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETPCAP",
          "CAP_LINUX_IMMUTABLE",
          "CAP_NET_BIND_SERVICE",
          "CAP_NET_BROADCAST",
          "CAP_NET_ADMIN",
          "CAP_NET_RAW",
          "CAP_IPC_LOCK",
          "CAP_IPC_OWNER",
          "CAP_SYS_MODULE",
          "CAP_SYS_RAWIO",
          "CAP_SYS_CHROOT",
          "CAP_SYS_PTRACE",
          "CAP_SYS_PACCT",
          "CAP_SYS_ADMIN",
          "CAP_SYS_BOOT",
          "CAP_SYS_NICE",
          "CAP_SYS_RESOURCE",
          "CAP_SYS_TIME",
          "CAP_SYS_TTY_CONFIG",
          "CAP_MKNOD",
          "CAP_LEASE",
          "CAP_AUDIT_WRITE",
          "CAP_AUDIT_CONTROL",
          "CAP_SETFCAP",
          "CAP_MAC_OVERRIDE",
          "CAP_MAC_ADMIN",
          "CAP_SYSLOG",
          "CAP_WAKE_ALARM",
          "CAP_BLOCK_SUSPEND",
          "CAP_AUDIT_READ",
          "CAP_PERFMON",
          "CAP_BPF",
          "CAP_CHECKPOINT_RESTORE");

  private CapabilityNumbers() {}

  /**
   * The canonical name of {@code net_admin}, {@code NET_ADMIN} or {@code CAP_NET_ADMIN}.
   *
   * @throws IllegalArgumentException for a name that is no capability
   */
  public static String canonical(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String full = upper.startsWith("CAP_") ? upper : "CAP_" + upper;
    if (!NAMES.contains(full)) {
      throw new IllegalArgumentException(
          "capability '" + name + "' does not exist" + Suggestion.of(full, NAMES));
    }
    return full;
  }

  /** The names as a bit mask. */
  public static long mask(Collection<String> names) {
    long mask = 0;
    for (String name : names) {
      mask |= 1L << NAMES.indexOf(canonical(name));
    }
    return mask;
  }
}
