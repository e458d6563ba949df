package jcompose.composer.cli;

import java.util.Locale;

/** Numbers of bytes for people, in powers of ten as Docker writes them. */
final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Sizes() {}

  /** For example {@code 4.35MB}: three digits that count. */
  static String words(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f%s", value, UNITS[unit]);
  }
}
