package jcompose.composer.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times of processes in the words of ps(1).
 *
 * @param now when it is looked
 * @param zone the user's
 */
record ProcessTimes(Instant now, ZoneId zone) {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMdd", Locale.ROOT);
  private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("yyyy", Locale.ROOT);
  private static final Duration ONE_DAY = Duration.ofDays(1);
  private static final int MOST = 99;

  /** For example {@code 14:05}, {@code Nov27} for more than a day ago, {@code 2024}. */
  String started(Instant at) {
    DateTimeFormatter format =
        Duration.between(at, now).compareTo(ONE_DAY) < 0
            ? HOUR
            : at.atZone(zone).getYear() == now.atZone(zone).getYear() ? DAY : YEAR;
    return format.format(at.atZone(zone));
  }

  /** The percent of its life that a process had a processor, at most 99. */
  int share(Instant started, Duration cpu) {
    long life = Math.max(1, Duration.between(started, now).toMillis());
    return (int) Math.min(MOST, cpu.toMillis() * 100 / life);
  }

  /** For example {@code 00:00:07} or {@code 2-03:00:00}. */
  static String used(Duration cpu) {
    String days = cpu.toDays() == 0 ? "" : cpu.toDays() + "-";
    return days
        + String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            cpu.toHoursPart(),
            cpu.toMinutesPart(),
            cpu.toSecondsPart());
  }
}
