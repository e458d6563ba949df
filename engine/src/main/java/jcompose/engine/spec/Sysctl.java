package jcompose.engine.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kernel parameters that belong to a namespace: sysctl(8), namespaces(7). */
public final class Sysctl {
  private static final List<String> OF_IPC =
      List.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.msg_next_id",
          "kernel.sem",
          "kernel.sem_next_id",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_next_id",
          "kernel.shm_rmid_forced");

  private Sysctl() {}

  /** The names of those outside {@code net.} and {@code fs.mqueue.}. */
  public static List<String> names() {
    return OF_IPC;
  }

  /**
   * The parts of a name: {@code net.ipv4.ip_forward} and {@code net/ipv4/ip_forward} alike; the
   * separator that comes first counts, so that {@code net/ipv4/conf/eth0.1/forwarding} keeps its
   * dot.
   */
  public static List<String> parts(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    return Arrays.asList(name.split(slashes ? "/" : "\\.", -1));
  }

  /** The namespace that a parameter belongs to; empty when it is the whole machine's, or none. */
  public static Optional<NamespaceType> namespace(String name) {
    List<String> parts = parts(name);
    if (parts.size() < 2 || parts.stream().anyMatch(Sysctl::leadsElsewhere)) {
      return Optional.empty();
    }
    String dotted = String.join(".", parts);
    if (parts.get(0).equals("net")) {
      return Optional.of(NamespaceType.NETWORK);
    }
    if (OF_IPC.contains(dotted) || dotted.startsWith("fs.mqueue.")) {
      return Optional.of(NamespaceType.IPC);
    }
    return dotted.equals("kernel.domainname") ? Optional.of(NamespaceType.UTS) : Optional.empty();
  }

  private static boolean leadsElsewhere(String part) {
    return part.isEmpty()
        || part.equals(".")
        || part.equals("..")
        || part.indexOf('/') >= 0
        || part.indexOf('\0') >= 0;
  }
}
