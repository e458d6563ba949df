package jcompose.composer.timeline;

import java.time.Instant;
import java.util.Optional;

/**
 * How one container came up.
 *
 * @param service whose it is
 * @param name the container's
 * @param created when it was made; empty when it was there before
 * @param started when its program ran
 * @param firstLine when it first wrote something
 * @param healthy when its health check first succeeded
 * @param ended when it ended; empty while it runs
 */
public record Bar(
    String service,
    String name,
    Optional<Instant> created,
    Instant started,
    Optional<Instant> firstLine,
    Optional<Instant> healthy,
    Optional<Instant> ended) {

  /** When something was first done for it. */
  public Instant begin() {
    return created.orElse(started);
  }

  /** The last of what belongs to its coming up. */
  public Instant ready() {
    Instant ready = started;
    if (firstLine.isPresent() && firstLine.get().isAfter(ready)) {
      ready = firstLine.get();
    }
    return healthy.filter(ready::isBefore).orElse(ready);
  }
}
