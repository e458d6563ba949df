package jcompose.composer.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service's cgroup limits.
 *
 * @param cpusNano CPUs in billionths: {@code cpus: 0.5} is 500000000
 * @param cpuShares relative weight, cgroup v1's scale
 * @param cpuset processors as a list, for example {@code 0-1}
 * @param memLimit bytes
 * @param memReservation bytes
 * @param memswapLimit bytes of memory and swap together; -1 means unlimited swap
 * @param pidsLimit processes and threads; -1 means unlimited
 */
public record Limits(
    OptionalLong cpusNano,
    OptionalLong cpuShares,
    Optional<String> cpuset,
    OptionalLong memLimit,
    OptionalLong memReservation,
    OptionalLong memswapLimit,
    OptionalLong pidsLimit) {
  /** No limits. */
  public static final Limits NONE =
      new Limits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
}
