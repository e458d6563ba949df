package jcompose.composer.yaml;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Writes nodes as YAML that readers of YAML 1.1 and 1.2 take for the same. */
public final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/](?:[A-Za-z0-9_./@%+=~$^-]|:(?=[A-Za-z0-9_./@-])){0,1000}");

  /** Words that YAML 1.1 takes for something else than a string. */
  private static final Pattern WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|_+[0-9_]*");

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /** The text, with its last line's end. */
  public static String of(YamlNode node) {
    YamlText writer = new YamlText();
    if (isBlock(node)) {
      writer.block(node, 0);
    } else {
      writer.inline(node);
      writer.text.append('\n');
    }
    return writer.text.toString();
  }

  private static boolean isBlock(YamlNode node) {
    return node instanceof YamlMapping mapping
        ? !mapping.entries().isEmpty()
        : node instanceof YamlSequence list && !list.items().isEmpty();
  }

  private void block(YamlNode node, int indent) {
    if (node instanceof YamlMapping mapping) {
      mapping(mapping.entries().values(), indent, false);
    } else if (node instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        spaces(indent).append('-');
        if (item instanceof YamlMapping mapping && isBlock(item)) {
          text.append(' ');
          mapping(mapping.entries().values(), indent + 2, true);
        } else {
          value(item, indent + 2);
        }
      }
    }
  }

  private void mapping(Collection<YamlEntry> entries, int indent, boolean begun) {
    boolean first = begun;
    for (YamlEntry entry : entries) {
      if (!first) {
        spaces(indent);
      }
      first = false;
      text.append(quoted(entry.key())).append(':');
      value(entry.value(), indent + 2);
    }
  }

  private void value(YamlNode node, int indent) {
    if (isBlock(node)) {
      text.append('\n');
      block(node, indent);
    } else if (node instanceof YamlScalar scalar && isLiteral(scalar)) {
      literal(scalar.text(), indent);
    } else {
      text.append(' ');
      inline(node);
      text.append('\n');
    }
  }

  private void inline(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      text.append(
          switch (scalar.type()) {
            case NULL -> "null";
            case STRING -> quoted(scalar.text());
            default -> ScalarText.of(scalar);
          });
    } else {
      text.append(node instanceof YamlMapping ? "{}" : "[]");
    }
  }

  private static String quoted(String value) {
    boolean plain =
        PLAIN.matcher(value).matches()
            && !WORD.matcher(value).matches()
            && PlainScalar.type(value) == ScalarType.STRING;
    return plain ? value : JsonText.quoted(value);
  }

  /** Text of several lines that needs no escapes. */
  private static boolean isLiteral(YamlScalar scalar) {
    String value = scalar.text();
    return scalar.type() == ScalarType.STRING
        && value.indexOf('\n') >= 0
        && !value.isBlank()
        && !value.startsWith(" ")
        && !value.startsWith("\n")
        && value.codePoints().allMatch(YamlText::isPrintable);
  }

  private static boolean isPrintable(int character) {
    return character == '\n'
        || character == '\t'
        || (character >= ' ' && character < 0x7f)
        || (character >= 0xa0 && character < 0xd800 && character != 0x2028 && character != 0x2029);
  }

  private void literal(String value, int indent) {
    String body = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    String chomping = !value.endsWith("\n") ? "-" : value.endsWith("\n\n") ? "+" : "";
    text.append(" |").append(chomping).append('\n');
    for (String line : List.of(body.split("\n", -1))) {
      if (!line.isEmpty()) {
        spaces(indent).append(line);
      }
      text.append('\n');
    }
  }

  private StringBuilder spaces(int count) {
    return text.append(" ".repeat(count));
  }
}
