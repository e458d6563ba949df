package jcompose.composer.console;

import java.time.Duration;

/** Lengths of time in the words that Docker uses. */
public final class Ages {
  private Ages() {}

  /** For example {@code 5 seconds}, {@code About a minute}, {@code 3 hours}. */
  public static String words(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return plural(seconds, "second");
    }
    if (seconds < 120) {
      return "About a minute";
    }
    if (seconds < 3600) {
      return plural(seconds / 60, "minute");
    }
    if (seconds < 7200) {
      return "About an hour";
    }
    if (seconds < 48 * 3600) {
      return plural(seconds / 3600, "hour");
    }
    return plural(seconds / (24 * 3600), "day");
  }

  private static String plural(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
