package jcompose.composer.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a container that may be started again.
 *
 * @param phase what is wanted of it
 * @param restarts how often it was started again since the user started it
 * @param attempts how many of them count towards the limit
 * @param pause the last wait before one; zero when none counts any more
 * @param due when it is started again, while it waits for that
 */
public record LifeRecord(
    Phase phase, int restarts, int attempts, Duration pause, Optional<Instant> due) {
  /** What is wanted of a container. */
  public enum Phase {
    /** It runs, or its end was not seen. */
    RUNS,
    /** It has ended and will be started again. */
    WAITS,
    /** It has ended for good. */
    ENDED,
    /** The user stopped it. */
    STOPPED
  }

  /** One that the user starts. */
  public static final LifeRecord STARTED = in(Phase.RUNS);

  /** One that the user stops. */
  public static final LifeRecord STOPPED = in(Phase.STOPPED);

  private static LifeRecord in(Phase phase) {
    return new LifeRecord(phase, 0, 0, Duration.ZERO, Optional.empty());
  }

  /** Whether it will be started again. */
  public boolean waits() {
    return phase == Phase.WAITS;
  }

  /** Whether it runs, or will. */
  public boolean goesOn() {
    return phase == Phase.RUNS || phase == Phase.WAITS;
  }

  /** The same with its next run begun. */
  public LifeRecord startedAgain() {
    return new LifeRecord(Phase.RUNS, restarts + 1, attempts, pause, Optional.empty());
  }

  /** The same, ended for good. */
  public LifeRecord ended() {
    return new LifeRecord(Phase.ENDED, restarts, attempts, pause, Optional.empty());
  }
}
