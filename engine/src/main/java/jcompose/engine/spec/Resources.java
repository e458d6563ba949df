package jcompose.engine.spec;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cgroup limits of a container; an empty one is not limited.
 *
 * @param cpuQuotaMicros CPU time that may be used in each period, in microseconds
 * @param cpuPeriodMicros the period, in microseconds; the kernel's 100000 when empty
 * @param cpuShares relative weight, 2 to 262144, 1024 by default (cgroup v1's scale)
 * @param cpusetCpus processors as a list, for example {@code 0-1,3}
 * @param memoryLimit bytes of memory
 * @param memoryReservation bytes that are kept under pressure
 * @param memorySwap bytes of memory and swap together; -1 means unlimited swap
 * @param pidsLimit processes and threads; -1 means unlimited
 */
public record Resources(
    OptionalLong cpuQuotaMicros,
    OptionalLong cpuPeriodMicros,
    OptionalLong cpuShares,
    Optional<String> cpusetCpus,
    OptionalLong memoryLimit,
    OptionalLong memoryReservation,
    OptionalLong memorySwap,
    OptionalLong pidsLimit) {
  /** No limits. */
  public static final Resources UNLIMITED =
      new Resources(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
}
