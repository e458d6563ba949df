package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code why} says of one container; its JSON has these names.
 *
 * @param name the container's; not there while the service has none
 * @param state as {@code ps} says it; {@code none} without a container
 * @param exitCode of the last run that ended
 * @param signal that ended it, as {@code SIGKILL}
 * @param oomKilled whether the kernel ended a process of it for want of memory
 * @param memoryPeak the most bytes it had, then
 * @param memoryLimit in bytes
 * @param reasons sentences, the most telling first
 * @param check its last health check
 * @param lastLines of its log
 * @param waitsFor what it was not started for, as {@code db: service_healthy}
 * @param waiting services that were not started because of it, with what they wait for
 */
record WhyLine(
    String service,
    Optional<String> name,
    String state,
    Optional<Integer> exitCode,
    Optional<String> signal,
    boolean oomKilled,
    OptionalLong memoryPeak,
    OptionalLong memoryLimit,
    List<String> reasons,
    Optional<Check> check,
    List<String> lastLines,
    List<String> waitsFor,
    List<String> waiting) {
  /** A health check's outcome. */
  record Check(String health, int code, String output) {}
}
