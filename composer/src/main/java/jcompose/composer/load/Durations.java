package jcompose.composer.load;

import java.time.Duration;
import java.util.Optional;
import jcompose.composer.tree.Quantities;

/** Attributes that are times. */
final class Durations {
  private Durations() {}

  /** The time; reported and empty when it is none. */
  static Optional<Duration> bind(Attribute attribute) {
    Optional<String> text = attribute.numberText();
    Optional<Duration> duration = text.flatMap(Quantities::duration);
    if (text.isPresent() && duration.isEmpty()) {
      attribute.problem(
          "'" + text.get() + "' is not a duration such as 10s, 1m30s or 500ms (us, ms, s, m, h)");
    }
    return duration;
  }
}
