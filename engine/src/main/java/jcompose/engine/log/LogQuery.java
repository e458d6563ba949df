package jcompose.engine.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which lines are wanted.
 *
 * @param tail of each container the last so many of them
 * @param since not older than this
 * @param until not newer than this
 */
public record LogQuery(OptionalInt tail, Optional<Instant> since, Optional<Instant> until) {
  /** All lines. */
  public static final LogQuery ALL =
      new LogQuery(OptionalInt.empty(), Optional.empty(), Optional.empty());

  /** Checks the number. */
  public LogQuery {
    if (tail.isPresent() && tail.getAsInt() < 0) {
      throw new IllegalArgumentException("tail may not be negative, not " + tail.getAsInt());
    }
  }

  long sinceNanos() {
    return since.map(LogQuery::nanos).orElse(Long.MIN_VALUE);
  }

  long untilNanos() {
    return until.map(LogQuery::nanos).orElse(Long.MAX_VALUE);
  }

  private static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (ArithmeticException beyond) { // the year 2262
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
