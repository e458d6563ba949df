package jcompose.composer.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a container's health.
 *
 * @param status what it counts as
 * @param failures in a row that counted
 * @param since when its run began
 * @param probes the last five, the latest last
 */
public record Health(Status status, int failures, Instant since, List<Result> probes) {
  private static final int KEPT = 5;

  /** What a container counts as. */
  public enum Status {
    /** No probe has succeeded yet. */
    STARTING,
    /** The last probe that counted succeeded. */
    HEALTHY,
    /** As many probes in a row failed as were allowed. */
    UNHEALTHY
  }

  /**
   * One probe.
   *
   * @param code 0 when it succeeded
   * @param output the beginning of what it printed, or why it failed
   */
  public record Result(Instant begun, Instant ended, int code, String output) {}

  /** Copies the list. */
  public Health {
    probes = List.copyOf(probes);
  }

  /** Of a container that begins. */
  public static Health starting(Instant since) {
    return new Health(Status.STARTING, 0, since, List.of());
  }

  /** What is known after a further probe. */
  public Health after(Result result, Probing probing) {
    List<Result> all = new ArrayList<>(probes);
    all.add(result);
    List<Result> last = all.subList(Math.max(0, all.size() - KEPT), all.size());
    if (result.code() == 0) {
      return new Health(Status.HEALTHY, 0, since, last);
    }
    if (status == Status.STARTING && result.begun().isBefore(counting(probing))) {
      return new Health(status, failures, since, last);
    }
    int failed = failures + 1;
    return new Health(failed >= probing.retries() ? Status.UNHEALTHY : status, failed, since, last);
  }

  /** The first probe is at once, which Docker's is not: until then, failing is no news. */
  private Instant counting(Probing probing) {
    Duration period = probing.startPeriod();
    return since.plus(period.compareTo(probing.interval()) > 0 ? period : probing.interval());
  }

  /** The time until the next probe. */
  public Duration next(Probing probing, Instant now) {
    boolean early = status == Status.STARTING && now.isBefore(since.plus(probing.startPeriod()));
    return early ? probing.startInterval() : probing.interval();
  }

  /** As {@code ps} shows it. */
  public String words() {
    return status == Status.STARTING ? "health: starting" : word();
  }

  /** The status as one small word. */
  public String word() {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
