package jcompose.engine.oci.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** sched_setattr(2). Times are nanoseconds. */
public record SchedulerConfig(
    String policy,
    OptionalInt nice,
    OptionalInt priority,
    List<String> flags,
    OptionalLong runtime,
    OptionalLong deadline,
    OptionalLong period) {
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

  /** Checks the names and what a policy does not take. */
  public SchedulerConfig {
    flags = List.copyOf(flags);
    Texts.requireOneOf(policy, "policy", POLICIES);
    flags.forEach(flag -> Texts.requireOneOf(flag, "flags:", FLAGS));
    boolean deadlines = policy.equals("SCHED_DEADLINE");
    boolean realTime = policy.equals("SCHED_FIFO") || policy.equals("SCHED_RR");
    if (nice.orElse(0) < -20 || nice.orElse(0) > 19) {
      throw new IllegalArgumentException("nice " + nice.getAsInt() + " is not from -20 to 19");
    }
    if (priority.orElse(0) != 0 && !realTime) {
      throw new IllegalArgumentException(
          "priority " + priority.getAsInt() + " goes with SCHED_FIFO and SCHED_RR only");
    }
    if (!deadlines && (runtime.orElse(0) | deadline.orElse(0) | period.orElse(0)) != 0) {
      throw new IllegalArgumentException(
          "runtime, deadline and period go with SCHED_DEADLINE only");
    }
  }

  /** The kernel's number. */
  public int policyNumber() {
    return POLICIES.indexOf(policy);
  }

  /** The kernel's bits. */
  public long flagBits() {
    return flags.stream().mapToLong(flag -> 1L << FLAGS.indexOf(flag)).reduce(0, (a, b) -> a | b);
  }
}
