package jcompose.composer.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How it is found out whether what runs in a container works: {@code healthcheck}. What is empty is
 * the image's, then Docker's.
 *
 * @param test {@code NONE}, or {@code CMD} or {@code CMD-SHELL} and the words; the image's when
 *     empty
 * @param probe what is looked at instead of a program; then {@code test} is empty
 * @param interval between two probes
 * @param timeout after which a probe is killed
 * @param startPeriod the time after the start in which failures do not count
 * @param startInterval between two probes in that time
 * @param retries how many failures in a row make it unhealthy
 */
public record HealthCheck(
    List<String> test,
    Optional<Probe> probe,
    Optional<Duration> interval,
    Optional<Duration> timeout,
    Optional<Duration> startPeriod,
    Optional<Duration> startInterval,
    Optional<Integer> retries) {
  /** Copies the list. */
  public HealthCheck {
    test = List.copyOf(test);
  }
}
