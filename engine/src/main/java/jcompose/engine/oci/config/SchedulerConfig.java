package jcompose.engine.oci.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.spec.Scheduler;

/** sched_setattr(2). Times are nanoseconds. */
public record SchedulerConfig(
    String policy,
    OptionalInt nice,
    OptionalInt priority,
    List<String> flags,
    OptionalLong runtime,
    OptionalLong deadline,
    OptionalLong period) {
  /** Checks the names and what a policy does not take. */
  public SchedulerConfig {
    flags = List.copyOf(flags);
    Texts.requireOneOf(policy, "policy", Scheduler.policies());
    flags.forEach(flag -> Texts.requireOneOf(flag, "flags:", Scheduler.flagNames()));
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

  /** The same as the engine has it; what is left out is 0. */
  public Scheduler scheduler() {
    return new Scheduler(
        policy,
        nice.orElse(0),
        priority.orElse(0),
        flags,
        runtime.orElse(0),
        deadline.orElse(0),
        period.orElse(0));
  }
}
