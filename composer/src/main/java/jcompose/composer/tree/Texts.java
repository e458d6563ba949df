package jcompose.composer.tree;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.shape.ScalarType;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlScalar;

/** Reads single values of each type; gives their canonical form. */
final class Texts {
  private static final String TRUE = " true yes y on ";
  private static final String FALSE = " false no n off ";
  private static final int LONGEST_NUMBER = 100;

  private Texts() {}

  /** The canonical value, or nothing when the text is not of the type. */
  static Optional<YamlScalar> canonical(YamlScalar scalar, ScalarType type) {
    String text = ScalarText.of(scalar);
    return switch (type) {
      case STRING, PATH, IMAGE, CONTEXT, TEXT, VALUE ->
          Optional.of(YamlScalar.string(text, scalar.position()));
      case BOOLEAN -> bool(text).map(value -> typed(value, yamlBoolean(), scalar));
      case INTEGER -> integer(text).map(value -> typed(value, yamlInteger(), scalar));
      case NUMBER -> number(text).map(value -> typed(value, yamlFloat(), scalar));
      case BYTES, QUOTED_BYTES ->
          bytes(text).map(value -> YamlScalar.string(value, scalar.position()));
      case DURATION ->
          Quantities.duration(text)
              .map(value -> YamlScalar.string(goDuration(value), scalar.position()));
      case MICROSECONDS ->
          integer(text).or(() -> micros(text)).map(value -> typed(value, yamlInteger(), scalar));
      case MODE -> mode(scalar).map(value -> YamlScalar.string(value, scalar.position()));
      case BITS ->
          mode(scalar)
              .map(value -> typed(String.valueOf(Long.parseLong(value, 8)), yamlInteger(), scalar));
      case COUNT ->
          text.equals("all")
              ? Optional.of(typed("-1", yamlInteger(), scalar))
              : integer(text).map(value -> typed(value, yamlInteger(), scalar));
    };
  }

  private static jcompose.composer.yaml.ScalarType yamlBoolean() {
    return jcompose.composer.yaml.ScalarType.BOOLEAN;
  }

  private static jcompose.composer.yaml.ScalarType yamlInteger() {
    return jcompose.composer.yaml.ScalarType.INTEGER;
  }

  private static jcompose.composer.yaml.ScalarType yamlFloat() {
    return jcompose.composer.yaml.ScalarType.FLOAT;
  }

  private static YamlScalar typed(
      String text, jcompose.composer.yaml.ScalarType type, YamlScalar scalar) {
    return new YamlScalar(text, type, scalar.position());
  }

  private static Optional<String> bool(String text) {
    String word = " " + text.toLowerCase(Locale.ROOT) + " ";
    if (text.isBlank() || text.indexOf(' ') >= 0) {
      return Optional.empty();
    }
    return TRUE.contains(word)
        ? Optional.of("true")
        : FALSE.contains(word) ? Optional.of("false") : Optional.empty();
  }

  private static Optional<String> integer(String text) {
    return decimal(text)
        .filter(value -> value.scale() <= 0 && value.precision() - value.scale() < 20)
        .map(BigDecimal::toPlainString);
  }

  private static Optional<String> number(String text) {
    return decimal(text)
        .filter(value -> Math.abs(value.scale()) <= 40)
        .map(BigDecimal::toPlainString);
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return text.length() > LONGEST_NUMBER
          ? Optional.empty()
          : Optional.of(new BigDecimal(text.strip()).stripTrailingZeros());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> bytes(String text) {
    if (text.equals("-1")) {
      return Optional.of(text); // no limit
    }
    OptionalLong bytes = Quantities.bytes(text);
    return bytes.isPresent() ? Optional.of(String.valueOf(bytes.getAsLong())) : Optional.empty();
  }

  private static Optional<String> micros(String text) {
    return Quantities.duration(text).map(value -> String.valueOf(value.toNanos() / 1000));
  }

  /** A number is the mode that it is; its notation told YAML whether it was octal. */
  private static Optional<String> mode(YamlScalar scalar) {
    if (scalar.type() == yamlInteger()) {
      long value = ScalarText.integer(scalar.text().replace("_", "")).longValue();
      return Optional.of("0" + Long.toOctalString(value));
    }
    String digits = scalar.text().startsWith("0o") ? scalar.text().substring(2) : scalar.text();
    boolean octal =
        !digits.isEmpty()
            && digits.length() < 12
            && digits.chars().allMatch(digit -> digit >= '0' && digit <= '7');
    return octal
        ? Optional.of("0" + Long.toOctalString(Long.parseLong(digits, 8)))
        : Optional.empty();
  }

  /** As Go prints it: {@code 1m30s}, {@code 1.5s}, {@code 2ms}, {@code 0s}. */
  static String goDuration(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos < 1_000_000_000L) {
      if (nanos == 0) {
        return "0s";
      }
      return nanos < 1_000
          ? nanos + "ns"
          : nanos < 1_000_000 ? fraction(nanos, 1_000) + "µs" : fraction(nanos, 1_000_000) + "ms";
    }
    long minutes = nanos / 60_000_000_000L;
    String seconds = fraction(nanos % 60_000_000_000L, 1_000_000_000L) + "s";
    if (minutes == 0) {
      return seconds;
    }
    long hours = minutes / 60;
    return (hours > 0 ? hours + "h" : "") + minutes % 60 + "m" + seconds;
  }

  private static String fraction(long nanos, long unit) {
    BigDecimal value = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit));
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
