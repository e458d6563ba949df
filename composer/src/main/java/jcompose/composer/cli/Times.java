package jcompose.composer.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Points in time as the user gives them. */
final class Times {
  private Times() {}

  /** Nothing for an empty text; an age as {@code 1h30m} counts back from now. */
  static Optional<Instant> parse(String option, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.matches("([0-9]+[smhd])+")) {
        return Optional.of(Instant.now().minus(age(text.toUpperCase(Locale.ROOT))));
      }
      return Optional.of(Instant.parse(text.endsWith("Z") ? text : text + "Z"));
    } catch (DateTimeParseException e) {
      throw new UsageException(
          option + " '" + text + "': must be an age as 10m or 2h, or as 2026-01-31T12:00:00Z");
    }
  }

  private static Duration age(String text) {
    int afterDays = text.indexOf('D') + 1;
    String rest = text.substring(afterDays);
    return Duration.parse("P" + text.substring(0, afterDays) + (rest.isEmpty() ? "" : "T" + rest));
  }
}
