package jcompose.composer.image;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Retry-After header of RFC 9110: seconds, or a date. */
final class RetryAfter {
  private static final long LONGEST_MILLIS = 30_000;

  private RetryAfter() {}

  /**
   * How long a registry asks to be left alone, at most 30 seconds; 0 when it asks for nothing.
   *
   * @param header null when there was none
   */
  static long millis(@Nullable String header) {
    return header == null ? 0 : millis(header.strip(), Instant.now());
  }

  static long millis(String asked, Instant now) {
    if (asked.matches("[0-9]{1,9}")) {
      return Math.min(TimeUnit.SECONDS.toMillis(Long.parseLong(asked)), LONGEST_MILLIS);
    }
    try {
      Instant then = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.max(0, Math.min(Duration.between(now, then).toMillis(), LONGEST_MILLIS));
    } catch (DateTimeParseException malformed) {
      return 0;
    }
  }
}
