package jcompose.composer.yaml;

/**
 * The types of scalars without quotes: YAML 1.2's core schema, and the numbers that the YAML
 * library of Docker Compose knows besides ({@code 1_000}, {@code 0b11}).
 */
final class PlainScalar {
  /** No number has more digits; reading many takes time that grows with their square. */
  private static final int LONGEST_NUMBER = 100;

  private PlainScalar() {}

  static ScalarType type(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> ScalarType.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> ScalarType.BOOLEAN;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF" ->
          ScalarType.FLOAT;
      case ".nan", ".NaN", ".NAN" -> ScalarType.FLOAT;
      default -> number(text);
    };
  }

  private static ScalarType number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return ScalarType.STRING;
    }
    char first = text.charAt(0);
    int start = first == '-' || first == '+' ? 1 : 0;
    if (start == text.length() || !(isDigit(text.charAt(start), 10) || text.charAt(start) == '.')) {
      return ScalarType.STRING;
    }
    if (text.charAt(start) == '0' && start + 2 < text.length()) {
      int radix =
          switch (text.charAt(start + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      if (radix > 0) {
        return digits(text, start + 2, radix) == text.length()
            ? ScalarType.INTEGER
            : ScalarType.STRING;
      }
    }
    return decimal(text, start);
  }

  private static ScalarType decimal(String text, int start) {
    int whole = digits(text, start, 10);
    if (whole == text.length()) {
      return ScalarType.INTEGER;
    }
    int end = whole;
    if (text.charAt(end) == '.') {
      end = digits(text, end + 1, 10);
      if (end == start + 1) {
        return ScalarType.STRING;
      }
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      end = digits(text, exponent, 10);
      if (end == exponent) {
        return ScalarType.STRING;
      }
    }
    return end == text.length() ? ScalarType.FLOAT : ScalarType.STRING;
  }

  private static int digits(String text, int start, int radix) {
    int i = start;
    while (i < text.length()
        && (isDigit(text.charAt(i), radix) || (text.charAt(i) == '_' && i > start))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char character, int radix) {
    return character < 128 && Character.digit(character, radix) >= 0;
  }
}
