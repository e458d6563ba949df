package jcompose.engine.spec;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of processors and their time.
 *
 * @param shares relative weight, 2 to 262144, 1024 by default (cgroup v1's scale)
 * @param quotaMicros CPU time that may be used in each period, in microseconds; -1 means unlimited
 * @param periodMicros the period, in microseconds; the kernel's 100000 when empty
 * @param burstMicros unused quota that may be saved up, in microseconds
 * @param realtimeRuntimeMicros time of real-time threads in each of their periods, in microseconds
 * @param realtimePeriodMicros the period of real-time threads, in microseconds
 * @param cpus processors as a list, for example {@code 0-1,3}
 * @param mems memory nodes as a list
 * @param idle 1 for what runs only when nothing else does, 0 for the usual
 */
public record CpuResources(
    OptionalLong shares,
    OptionalLong quotaMicros,
    OptionalLong periodMicros,
    OptionalLong burstMicros,
    OptionalLong realtimeRuntimeMicros,
    OptionalLong realtimePeriodMicros,
    Optional<String> cpus,
    Optional<String> mems,
    OptionalInt idle) {
  /** No limits. */
  public static final CpuResources UNLIMITED =
      of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  /** Those that are common. */
  public static CpuResources of(
      OptionalLong shares,
      OptionalLong quotaMicros,
      OptionalLong periodMicros,
      Optional<String> cpus) {
    return new CpuResources(
        shares,
        quotaMicros,
        periodMicros,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        cpus,
        Optional.empty(),
        OptionalInt.empty());
  }
}
