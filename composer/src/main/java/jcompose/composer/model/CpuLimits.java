package jcompose.composer.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits of processors and their time; at most one of the first three and quota is there.
 *
 * @param nano CPUs in billionths: {@code cpus: 0.5} is 500000000
 * @param percentNano {@code cpu_percent} of all processors, in billionths of a percent
 * @param count {@code cpu_count}, processors' worth of time
 * @param shares relative weight, cgroup v1's scale
 * @param quotaMicros time in each period, in microseconds; -1 means unlimited
 * @param periodMicros the period, in microseconds
 * @param realtimeRuntimeMicros time of real-time threads in each of their periods, in microseconds
 * @param realtimePeriodMicros the period of real-time threads, in microseconds
 * @param cpuset processors as a list, for example {@code 0-1}
 */
public record CpuLimits(
    OptionalLong nano,
    OptionalLong percentNano,
    OptionalLong count,
    OptionalLong shares,
    OptionalLong quotaMicros,
    OptionalLong periodMicros,
    OptionalLong realtimeRuntimeMicros,
    OptionalLong realtimePeriodMicros,
    Optional<String> cpuset) {
  /** No limits. */
  public static final CpuLimits NONE =
      new CpuLimits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty());
}
