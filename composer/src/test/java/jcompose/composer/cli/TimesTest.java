package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void ageCountsBackFromNow() {
    Instant time = Times.parse("--since", "1d2h30m").orElseThrow();
    Duration age = Duration.between(time, Instant.now());
    assertTrue(age.minus(Duration.ofMinutes(26 * 60 + 30)).abs().toSeconds() < 60, age.toString());
  }

  @Test
  void timeIsTakenAsItIs() {
    assertEquals(
        Optional.of(Instant.parse("2026-01-31T12:00:00Z")),
        Times.parse("--since", "2026-01-31T12:00:00"));
  }

  @Test
  void anythingElseIsUsage() {
    UsageException failure =
        assertThrows(UsageException.class, () -> Times.parse("--until", "yesterday"));
    assertEquals(2, failure.exitCode());
  }
}
