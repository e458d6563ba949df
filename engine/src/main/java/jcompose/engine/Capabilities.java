package jcompose.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jcompose.engine.security.CapabilityNumbers;

/** The names of Linux capabilities: capabilities(7). */
public final class Capabilities {
  /** What Docker gives a container that asks for nothing. */
  public static final Set<String> DOCKER_DEFAULT =
      ordered(
          List.of(
              "CAP_CHOWN",
              "CAP_DAC_OVERRIDE",
              "CAP_FSETID",
              "CAP_FOWNER",
              "CAP_MKNOD",
              "CAP_NET_RAW",
              "CAP_SETGID",
              "CAP_SETUID",
              "CAP_SETFCAP",
              "CAP_SETPCAP",
              "CAP_NET_BIND_SERVICE",
              "CAP_SYS_CHROOT",
              "CAP_KILL",
              "CAP_AUDIT_WRITE"));

  /** Every capability that this engine knows, in the kernel's order. */
  public static final Set<String> ALL = ordered(CapabilityNumbers.NAMES);

  private Capabilities() {}

  /**
   * The canonical name: {@code net_admin}, {@code NET_ADMIN} and {@code CAP_NET_ADMIN} are {@code
   * CAP_NET_ADMIN}.
   *
   * @throws IllegalArgumentException for a name that is no capability
   */
  public static String canonical(String name) {
    return CapabilityNumbers.canonical(name);
  }

  private static Set<String> ordered(List<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }
}
