package jcompose.composer.cli;

import java.util.Locale;

/** Numbers of bytes for people, in powers of ten as Docker writes them. */
final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Sizes() {}

  /** For example {@code 4.35MB}: three digits that count. */
  static String words(long bytes) {
    return words(bytes, 1000, UNITS);
  }

  /** Powers of two, as Docker writes memory: {@code 1.5GiB}. */
  static String binary(long bytes) {
    return words(bytes, 1024, BINARY);
  }

  private static String words(long bytes, int step, String[] units) {
    double value = bytes;
    int unit = 0;
    while (value >= step && unit < units.length - 1) {
      value /= step;
      unit++;
    }
    int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f%s", value, units[unit]);
  }
}
