package jcompose.engine.spec;

import java.util.List;

/**
 * How a process's threads are scheduled: sched(7), sched_setattr(2).
 *
 * @param policy for example {@code SCHED_BATCH}
 * @param nice -20 to 19, for {@code SCHED_OTHER} and {@code SCHED_BATCH}
 * @param priority 1 to 99, for {@code SCHED_FIFO} and {@code SCHED_RR}
 * @param flags for example {@code SCHED_FLAG_RESET_ON_FORK}
 * @param runtime nanoseconds, for {@code SCHED_DEADLINE}
 * @param deadline nanoseconds, for {@code SCHED_DEADLINE}
 * @param period nanoseconds, for {@code SCHED_DEADLINE}
 */
public record Scheduler(
    String policy,
    int nice,
    int priority,
    List<String> flags,
    long runtime,
    long deadline,
    long period) {
  /** The kernel's order, which is its numbers; 4 is reserved. */
  private static final List<String> POLICIES =
      List.of(
          "SCHED_OTHER",
          "SCHED_FIFO",
          "SCHED_RR",
          "SCHED_BATCH",
          "SCHED_ISO",
          "SCHED_IDLE",
          "SCHED_DEADLINE");

  private static final List<String> FLAGS =
      List.of(
          "SCHED_FLAG_RESET_ON_FORK",
          "SCHED_FLAG_RECLAIM",
          "SCHED_FLAG_DL_OVERRUN",
          "SCHED_FLAG_KEEP_POLICY",
          "SCHED_FLAG_KEEP_PARAMS",
          "SCHED_FLAG_UTIL_CLAMP_MIN",
          "SCHED_FLAG_UTIL_CLAMP_MAX");

  /** Checks the words. */
  public Scheduler {
    flags = List.copyOf(flags);
    if (!POLICIES.contains(policy)) {
      throw new IllegalArgumentException(
          "unknown scheduler policy '" + policy + "'; there are " + String.join(", ", POLICIES));
    }
    for (String flag : flags) {
      if (!FLAGS.contains(flag)) {
        throw new IllegalArgumentException(
            "unknown scheduler flag '" + flag + "'; there are " + String.join(", ", FLAGS));
      }
    }
  }

  /** All policies, in the kernel's order. */
  public static List<String> policies() {
    return POLICIES;
  }

  /** All flags, in the kernel's order. */
  public static List<String> flagNames() {
    return FLAGS;
  }

  /** The kernel's number of the policy: include/uapi/linux/sched.h. */
  public int policyNumber() {
    return POLICIES.indexOf(policy);
  }

  /** The flags as the kernel's mask. */
  public long flagMask() {
    return flags.stream().mapToLong(flag -> 1L << FLAGS.indexOf(flag)).sum();
  }
}
