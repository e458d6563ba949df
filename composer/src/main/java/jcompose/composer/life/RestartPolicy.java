package jcompose.composer.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jcompose.composer.life.LifeRecord.Phase;
import jcompose.composer.model.Restart;

/** Decides what follows from a container's end, with Docker's waits. */
public final class RestartPolicy {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** A run that lasted as long makes the waits begin anew. */
  private static final Duration LONG_RUN = Duration.ofSeconds(10);

  private RestartPolicy() {}

  /**
   * What is to be remembered after an end; the container waits or has ended.
   *
   * @param before what was remembered when it ran
   * @param code its exit code
   * @param ran how long it ran
   * @param now when it ended
   */
  public static LifeRecord ended(
      Restart restart, LifeRecord before, int code, Duration ran, Instant now) {
    if (before.phase() == Phase.STOPPED) {
      return before;
    }
    boolean anew = !restart.window().isZero() && ran.compareTo(restart.window()) >= 0;
    int attempts = anew ? 0 : before.attempts();
    if (!wanted(restart, code) || (restart.attempts() > 0 && attempts >= restart.attempts())) {
      return before.ended();
    }
    Duration pause = restart.delay().orElseGet(() -> grown(before.pause(), ran));
    return new LifeRecord(
        Phase.WAITS, before.restarts(), attempts + 1, pause, Optional.of(now.plus(pause)));
  }

  private static boolean wanted(Restart restart, int code) {
    return switch (restart.condition()) {
      case NO -> false;
      case ALWAYS, UNLESS_STOPPED -> true;
      case ON_FAILURE -> code != 0;
    };
  }

  private static Duration grown(Duration last, Duration ran) {
    if (last.isZero() || ran.compareTo(LONG_RUN) >= 0) {
      return FIRST_WAIT;
    }
    Duration doubled = last.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }
}
