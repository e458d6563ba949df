package jcompose.composer.tree;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Sizes and times as the Compose Specification writes them. */
public final class Quantities {
  private static final Map<String, Long> NANOSECONDS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final int LONGEST_NUMBER = 100;
  private static final String SIZE_PREFIXES = "bkmgtp";

  private Quantities() {}

  /** Bytes of {@code 64m}, {@code 1.5gb}, {@code 512 KiB}, {@code 1048576}. */
  public static OptionalLong bytes(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int end = numberEnd(lower, 0);
    String unit = lower.substring(end).strip();
    if (unit.length() > 1 && (unit.substring(1).equals("b") || unit.substring(1).equals("ib"))) {
      unit = unit.substring(0, 1);
    }
    int power = unit.isEmpty() ? 0 : SIZE_PREFIXES.indexOf(unit);
    Optional<BigDecimal> number = number(lower.substring(0, end));
    if (power < 0 || number.isEmpty()) {
      return OptionalLong.empty();
    }
    return exact(number.get().multiply(BigDecimal.valueOf(1024).pow(power)));
  }

  /** The time of {@code 10s}, {@code 1m30s}, {@code 1.5h}, {@code 500ms}, {@code 0}. */
  public static Optional<Duration> duration(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    BigDecimal sum = BigDecimal.ZERO;
    int i = 0;
    while (i < text.length()) {
      int numberEnd = numberEnd(text, i);
      int unitEnd = numberEnd;
      while (unitEnd < text.length() && Character.isLetter(text.charAt(unitEnd))) {
        unitEnd++;
      }
      Long unit = NANOSECONDS.get(text.substring(numberEnd, unitEnd));
      Optional<BigDecimal> number = number(text.substring(i, numberEnd));
      if (unit == null || number.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(number.get().multiply(BigDecimal.valueOf(unit)));
      i = unitEnd;
    }
    OptionalLong nanoseconds = exact(sum);
    return text.isEmpty() || nanoseconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanoseconds.getAsLong()));
  }

  /** A decimal number without a sign or exponent. */
  public static Optional<BigDecimal> number(String text) {
    boolean valid =
        text.length() <= LONGEST_NUMBER
            && text.chars().anyMatch(Quantities::isDigit)
            && numberEnd(text, 0) == text.length()
            && text.indexOf('.') == text.lastIndexOf('.');
    return valid ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static OptionalLong exact(BigDecimal value) {
    BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
    boolean fits = whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? OptionalLong.of(whole.longValueExact()) : OptionalLong.empty();
  }

  private static int numberEnd(String text, int start) {
    int i = start;
    while (i < text.length() && (isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
