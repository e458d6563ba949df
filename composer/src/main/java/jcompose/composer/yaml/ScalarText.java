package jcompose.composer.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * The text of a number or boolean where a string is meant, as Docker Compose writes it: {@code
 * 1.10} is {@code 1.1}, {@code 0x10} is {@code 16}, {@code True} is {@code true}.
 */
public final class ScalarText {
  private ScalarText() {}

  /** The text. */
  public static String of(YamlScalar scalar) {
    return switch (scalar.type()) {
      case STRING, NULL -> scalar.text();
      case BOOLEAN -> scalar.text().toLowerCase(Locale.ROOT);
      case INTEGER -> integer(scalar.text().replace("_", "")).toString();
      case FLOAT -> decimal(scalar.text().replace("_", ""));
    };
  }

  /** An integer in the bases of YAML; one that begins with a zero is octal. */
  public static BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    String lower = digits.toLowerCase(Locale.ROOT);
    BigInteger value;
    if (lower.startsWith("0x")) {
      value = new BigInteger(lower.substring(2), 16);
    } else if (lower.startsWith("0b")) {
      value = new BigInteger(lower.substring(2), 2);
    } else if (lower.startsWith("0o")) {
      value = new BigInteger(lower.substring(2), 8);
    } else {
      boolean octal =
          digits.startsWith("0") && digits.chars().allMatch(digit -> digit >= '0' && digit <= '7');
      value = new BigInteger(digits, octal ? 8 : 10);
    }
    return negative ? value.negate() : value;
  }

  /** The shortest digits that mean the same double; exponents from 21 on, and below -4. */
  private static String decimal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".inf")) {
      return lower.startsWith("-") ? "-Inf" : "+Inf";
    }
    if (lower.equals(".nan")) {
      return "NaN";
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return value < 0 ? "-Inf" : "+Inf";
    }
    if (value == 0) {
      return text.startsWith("-") ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 21) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = exact.signum() < 0 ? "-" : "";
    return sign
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
