package jcompose.engine.spec;

import java.util.List;

/**
 * A limit of a process's own use of one resource: setrlimit(2).
 *
 * @param type for example {@code RLIMIT_NOFILE}
 * @param soft what counts; at most {@code hard}; {@link #INFINITY} is no limit
 * @param hard what an unprivileged process may raise the soft limit to
 */
public record Rlimit(String type, long soft, long hard) {
  /** No limit; the kernel's numbers are unsigned. */
  public static final long INFINITY = -1;

  /** The kernel's order, which is its numbers: include/uapi/asm-generic/resource.h. */
  private static final List<String> TYPES =
      List.of(
          "RLIMIT_CPU",
          "RLIMIT_FSIZE",
          "RLIMIT_DATA",
          "RLIMIT_STACK",
          "RLIMIT_CORE",
          "RLIMIT_RSS",
          "RLIMIT_NPROC",
          "RLIMIT_NOFILE",
          "RLIMIT_MEMLOCK",
          "RLIMIT_AS",
          "RLIMIT_LOCKS",
          "RLIMIT_SIGPENDING",
          "RLIMIT_MSGQUEUE",
          "RLIMIT_NICE",
          "RLIMIT_RTPRIO",
          "RLIMIT_RTTIME");

  /** Checks the name, and that the soft limit is not above the hard one. */
  public Rlimit {
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "unknown rlimit '" + type + "'; there are " + String.join(", ", TYPES));
    }
    if (Long.compareUnsigned(soft, hard) > 0) {
      throw new IllegalArgumentException(
          type + ": the soft limit " + text(soft) + " is above the hard limit " + text(hard));
    }
  }

  /** All names, in the kernel's order. */
  public static List<String> types() {
    return TYPES;
  }

  /** The kernel's number of the resource. */
  public int number() {
    return TYPES.indexOf(type);
  }

  /** A limit as people write it. */
  public static String text(long limit) {
    return limit == INFINITY ? "unlimited" : Long.toUnsignedString(limit);
  }
}
