package jcompose.engine.log;

import java.time.Clock;
import java.time.Instant;

/** Time stamps that order the chunks of all containers: no two are the same. For one thread. */
final class PumpClock {
  private static final long SECOND = 1_000_000_000;

  private final Clock clock;
  private long last;

  PumpClock(Clock clock) {
    this.clock = clock;
  }

  /** Nanoseconds since 1970; goes back only when somebody sets the machine's clock back. */
  long next() {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * SECOND + now.getNano();
    last = nanos <= last && nanos > last - SECOND ? last + 1 : nanos;
    return last;
  }
}
