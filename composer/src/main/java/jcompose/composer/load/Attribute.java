package jcompose.composer.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * A value of the file on its way into a record: it knows its path for messages, and reports what it
 * is not instead of throwing.
 *
 * @param node the value
 * @param path for example {@code services.web.volumes[0]}
 * @param problems takes what is wrong with it
 */
record Attribute(YamlNode node, String path, Problems problems) {
  Position position() {
    return node.position();
  }

  void problem(String message) {
    problemAt(position(), message);
  }

  void problemAt(Position position, String message) {
    problems.add(position, path, message);
  }

  boolean isNull() {
    return node instanceof YamlScalar scalar && scalar.isNull();
  }

  boolean isList() {
    return node instanceof YamlSequence;
  }

  boolean isMapping() {
    return node instanceof YamlMapping;
  }

  Attribute child(YamlEntry entry) {
    String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
    return new Attribute(entry.value(), inner, problems);
  }

  /** The entries of a mapping whose keys are the user's own. */
  Map<String, Attribute> entries() {
    Map<String, Attribute> entries = new LinkedHashMap<>();
    if (node instanceof YamlMapping mapping) {
      mapping.entries().forEach((key, entry) -> entries.put(key, child(entry)));
    } else if (!isNull()) {
      problem("must be a mapping, not " + node.kind());
    }
    return entries;
  }

  /** The entries of a mapping with known keys; others are refused, {@code x-} ones left out. */
  Map<String, Attribute> fields(Keys keys) {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    if (node instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        Attribute field = child(entry);
        if (keys.supports(entry.key())) {
          if (!field.isNull()) {
            fields.put(entry.key(), field);
          }
        } else if (!entry.key().startsWith("x-")) {
          field.problemAt(entry.keyPosition(), keys.refusal(entry.key()));
        }
      }
    } else if (!isNull()) {
      problem("must be a mapping, not " + node.kind());
    }
    return fields;
  }

  /** The items of a list. */
  List<Attribute> items() {
    List<Attribute> items = new ArrayList<>();
    if (node instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        items.add(new Attribute(item, path + "[" + items.size() + "]", problems));
      }
    } else if (!isNull()) {
      problem("must be a list, not " + node.kind());
    }
    return items;
  }

  /** The items of a list, or the value itself as the only one. */
  List<Attribute> itemsOrOne() {
    return isList() ? items() : isNull() ? List.of() : List.of(this);
  }

  /** A list of strings, without those that are none. */
  List<String> strings() {
    return items().stream().flatMap(item -> item.string().stream()).toList();
  }

  Optional<String> string() {
    if (node instanceof YamlScalar scalar && scalar.type() == ScalarType.STRING) {
      return Optional.of(scalar.text());
    }
    String quoted =
        node instanceof YamlScalar scalar && !scalar.isNull()
            ? "; write \"" + scalar.text() + "\""
            : "";
    problem("must be a string, not " + node.kind() + quoted);
    return Optional.empty();
  }

  Optional<String> nonEmptyString() {
    Optional<String> string = string();
    if (string.isPresent() && string.get().isEmpty()) {
      problem("must not be empty");
      return Optional.empty();
    }
    return string;
  }

  /** The text of a string or a number. */
  Optional<String> numberText() {
    if (node instanceof YamlScalar scalar
        && scalar.type() != ScalarType.NULL
        && scalar.type() != ScalarType.BOOLEAN) {
      return Optional.of(scalar.text());
    }
    problem("must be a number, not " + node.kind());
    return Optional.empty();
  }

  boolean bool() {
    if (node instanceof YamlScalar scalar
        && (scalar.type() == ScalarType.BOOLEAN || scalar.type() == ScalarType.STRING)) {
      // the words of YAML 1.1, which Docker Compose takes as well
      return switch (scalar.text().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "y", "on" -> true;
        case "false", "no", "n", "off" -> false;
        default -> {
          problem("must be true or false, not '" + scalar.text() + "'");
          yield false;
        }
      };
    }
    problem("must be true or false, not " + node.kind());
    return false;
  }

  /** One of a few words. */
  Optional<String> oneOf(Collection<String> words) {
    Optional<String> word = string();
    if (word.isPresent() && !words.contains(word.get())) {
      problem(
          "'"
              + word.get()
              + "' is not one of "
              + String.join(", ", words)
              + Suggestion.of(word.get(), words));
      return Optional.empty();
    }
    return word;
  }
}
