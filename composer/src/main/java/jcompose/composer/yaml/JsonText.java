package jcompose.composer.yaml;

import java.util.Locale;

/** Writes nodes as JSON, indented by two. */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /** The text, without an end of its last line. */
  public static String of(YamlNode node) {
    JsonText writer = new JsonText();
    writer.value(node, "\n");
    return writer.text.toString();
  }

  private void value(YamlNode node, String line) {
    String inner = line + "  ";
    String separator = inner;
    if (node instanceof YamlMapping mapping && !mapping.entries().isEmpty()) {
      text.append('{');
      for (YamlEntry entry : mapping.entries().values()) {
        text.append(separator).append(quoted(entry.key())).append(": ");
        value(entry.value(), inner);
        separator = "," + inner;
      }
      text.append(line).append('}');
    } else if (node instanceof YamlSequence list && !list.items().isEmpty()) {
      text.append('[');
      for (YamlNode item : list.items()) {
        text.append(separator);
        value(item, inner);
        separator = "," + inner;
      }
      text.append(line).append(']');
    } else if (node instanceof YamlScalar scalar) {
      text.append(
          switch (scalar.type()) {
            case NULL -> "null";
            case STRING -> quoted(scalar.text());
            default -> number(ScalarText.of(scalar));
          });
    } else {
      text.append(node instanceof YamlMapping ? "{}" : "[]");
    }
  }

  /** What JSON knows no number for is a string. */
  private static String number(String value) {
    return value.endsWith("Inf") || value.equals("NaN") ? quoted(value) : value;
  }

  /** A string in quotes, which YAML reads as well. */
  static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '"', '\\' -> quoted.append('\\').append(character);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          boolean control = character < ' ' || (character >= 0x7f && character < 0xa0);
          boolean separator = character == 0x2028 || character == 0x2029 || character == 0xfeff;
          quoted.append(
              control || separator
                  ? String.format(Locale.ROOT, "\\u%04x", (int) character)
                  : String.valueOf(character));
        }
      }
    }
    return quoted.append('"').toString();
  }
}
