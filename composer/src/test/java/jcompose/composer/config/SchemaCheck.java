package jcompose.composer.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** Checks values against a JSON schema, as far as draft 7 is used; other words are refused. */
final class SchemaCheck {
  private static final List<String> NOTES = List.of("$schema", "title", "definitions");

  private final YamlMapping root;

  SchemaCheck(YamlNode schema) {
    root = (YamlMapping) schema;
  }

  /** The places of a value that the schema refuses, the innermost that is known. */
  List<String> refused(YamlNode value) {
    return refused(value, root, "");
  }

  private List<String> refused(YamlNode value, YamlNode schema, String path) {
    List<String> refused = new ArrayList<>();
    YamlMapping rules = (YamlMapping) schema;
    for (YamlEntry rule : rules.entries().values()) {
      YamlNode wanted = rule.value();
      switch (rule.key()) {
        case "type" -> {
          if (items(wanted).stream().noneMatch(type -> isOf(value, text(type)))) {
            refused.add(path + ": is no " + items(wanted).stream().map(SchemaCheck::text).toList());
          }
        }
        case "enum" -> {
          if (items(wanted).stream().noneMatch(word -> YamlNode.same(word, value))) {
            refused.add(path + ": is none of the words");
          }
        }
        case "pattern" -> {
          if (value instanceof YamlScalar scalar
              && scalar.type() == ScalarType.STRING
              && !Pattern.compile(text(wanted)).matcher(scalar.text()).find()) {
            refused.add(path + ": does not look like " + text(wanted));
          }
        }
        case "required" -> {
          for (YamlNode key : items(wanted)) {
            if (value instanceof YamlMapping mapping && mapping.get(text(key)).isEmpty()) {
              refused.add(path + ": needs " + text(key));
            }
          }
        }
        case "anyOf" -> anyOf(value, items(wanted), path, refused);
        case "$ref" -> refused.addAll(refused(value, definition(text(wanted)), path));
        case "items" -> {
          if (value instanceof YamlSequence list) {
            list.items().forEach(item -> refused.addAll(refused(item, wanted, path + "[]")));
          }
        }
        case "properties", "patternProperties", "additionalProperties" -> {}
        default -> {
          if (!NOTES.contains(rule.key())) {
            throw new IllegalArgumentException("unknown word of a schema: " + rule.key());
          }
        }
      }
    }
    if (value instanceof YamlMapping mapping) {
      mapping.entries().values().forEach(entry -> entry(entry, rules, path, refused));
    }
    return refused;
  }

  private void anyOf(YamlNode value, List<YamlNode> forms, String path, List<String> refused) {
    List<String> all = new ArrayList<>();
    for (YamlNode form : forms) {
      List<String> here = refused(value, form, path);
      if (here.isEmpty()) {
        return;
      }
      all.addAll(here);
    }
    refused.addAll(all);
  }

  private void entry(YamlEntry entry, YamlMapping rules, String path, List<String> refused) {
    String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
    boolean known = false;
    for (YamlEntry property : entries(rules, "properties").values()) {
      if (property.key().equals(entry.key())) {
        known = true;
        refused.addAll(refused(entry.value(), property.value(), inner));
      }
    }
    for (YamlEntry pattern : entries(rules, "patternProperties").values()) {
      if (Pattern.compile(pattern.key()).matcher(entry.key()).find()) {
        known = true;
        refused.addAll(refused(entry.value(), pattern.value(), inner));
      }
    }
    YamlNode others = rules.get("additionalProperties").orElse(null);
    if (!known && others instanceof YamlMapping) {
      refused.addAll(refused(entry.value(), others, inner));
    } else if (!known && others != null && text(others).equals("false")) {
      refused.add(inner + ": unknown key");
    }
  }

  private YamlNode definition(String reference) {
    String name = reference.substring("#/definitions/".length());
    return Optional.ofNullable(entries(root, "definitions").get(name)).orElseThrow().value();
  }

  private static boolean isOf(YamlNode value, String type) {
    ScalarType scalar = value instanceof YamlScalar one ? one.type() : null;
    return switch (type) {
      case "object" -> value instanceof YamlMapping;
      case "array" -> value instanceof YamlSequence;
      case "string" -> scalar == ScalarType.STRING;
      case "boolean" -> scalar == ScalarType.BOOLEAN;
      case "null" -> scalar == ScalarType.NULL;
      case "number" -> scalar == ScalarType.INTEGER || scalar == ScalarType.FLOAT;
      case "integer" ->
          scalar == ScalarType.INTEGER
              || (scalar == ScalarType.FLOAT
                  && new BigDecimal(text(value)).stripTrailingZeros().scale() <= 0);
      default -> throw new IllegalArgumentException("unknown type: " + type);
    };
  }

  private static Map<String, YamlEntry> entries(YamlMapping rules, String key) {
    return rules.get(key).orElse(null) instanceof YamlMapping mapping
        ? mapping.entries()
        : Map.of();
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlSequence list ? list.items() : List.of(node);
  }

  private static String text(YamlNode node) {
    return ((YamlScalar) node).text();
  }
}
