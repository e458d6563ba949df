package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.Field;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.shape.ListShape;
import jcompose.composer.shape.PairsShape;
import jcompose.composer.shape.ScalarShape;
import jcompose.composer.shape.Shape;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * The phase that gives every attribute of a valid tree its one form: short syntax made long, sizes
 * in bytes, lists of pairs as mappings, keys in order, what means nothing left out.
 */
public final class Canonical {
  private final Consumer<Problem> problems;

  /**
   * @param problems takes what is wrong with short syntax
   */
  public Canonical(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** A whole file. */
  public YamlMapping file(YamlMapping file) {
    return mapping(file, ComposeShape.FILE, "");
  }

  private Optional<YamlNode> form(YamlNode node, Shape shape, String path) {
    if (node.isNothing()) {
      return Optional.empty();
    }
    if (shape instanceof ScalarShape scalar) {
      return Optional.of(
          node instanceof YamlScalar value
              ? Texts.canonical(value, scalar.type()).orElse(value)
              : node);
    }
    if (shape instanceof FieldsShape fields) {
      YamlNode expanded = LongForms.of(fields.shorthand(), node, problems, path).get(0);
      return Optional.of(
          expanded instanceof YamlMapping mapping
              ? mapping(mapping, fields, path)
              : Texts.canonical((YamlScalar) expanded, ofShorthand(fields)).orElseThrow());
    }
    if (shape instanceof EntriesShape entries) {
      return Optional.of(entries((YamlMapping) Pairs.mapping(node, entries), entries, path));
    }
    if (shape instanceof ListShape list) {
      return Optional.of(list(node, list, path));
    }
    return Optional.of(shape instanceof PairsShape pairs ? pairs(node, pairs) : sorted(node));
  }

  /** What a scalar that stays one in place of a mapping is. */
  private static jcompose.composer.shape.ScalarType ofShorthand(FieldsShape shape) {
    return switch (shape.shorthand()) {
      case ULIMIT -> jcompose.composer.shape.ScalarType.INTEGER;
      case EXTERNAL -> jcompose.composer.shape.ScalarType.BOOLEAN;
      default -> jcompose.composer.shape.ScalarType.STRING;
    };
  }

  private YamlMapping mapping(YamlMapping mapping, FieldsShape shape, String path) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (Field field : shape.fields().values()) {
      YamlEntry entry = mapping.entries().get(field.key());
      String inner = path.isEmpty() ? field.key() : path + "." + field.key();
      if (entry != null) {
        form(entry.value(), field.shape(), inner)
            .filter(value -> field.kept() || !Emptiness.of(value, field.shape()))
            .ifPresent(value -> entries.put(field.key(), entry.with(value)));
      }
    }
    new TreeMap<>(mapping.entries())
        .forEach(
            (key, entry) -> {
              if (key.startsWith("x-")) {
                entries.put(key, entry.with(sorted(entry.value())));
              }
            });
    return new YamlMapping(entries, mapping.position());
  }

  private YamlMapping entries(YamlMapping mapping, EntriesShape shape, String path) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    new TreeMap<>(mapping.entries())
        .forEach(
            (key, entry) -> {
              YamlNode value =
                  form(entry.value(), shape.value(), path + "." + key)
                      .orElseGet(
                          () ->
                              shape.absent() == Absent.EMPTY
                                  ? YamlScalar.string("", entry.value().position())
                                  : YamlScalar.none(entry.value().position()));
              entries.put(key, entry.with(value));
            });
    return new YamlMapping(entries, mapping.position());
  }

  private YamlNode list(YamlNode node, ListShape shape, String path) {
    Map<Object, YamlNode> items = new LinkedHashMap<>();
    int index = 0;
    for (YamlNode item : items(node, shape)) {
      String inner = path + "[" + index++ + "]";
      List<YamlNode> expanded =
          shape.item() instanceof FieldsShape fields
              ? LongForms.of(fields.shorthand(), item, problems, inner)
              : List.of(item);
      for (YamlNode one : expanded) {
        String name = Identity.of(one, shape.join());
        // of the same thing twice, the later one counts
        form(one, shape.item(), inner)
            .ifPresent(value -> items.put(name.isEmpty() ? new Object() : name, value));
      }
    }
    return new YamlSequence(new ArrayList<>(items.values()), node.position());
  }

  private static List<YamlNode> items(YamlNode node, ListShape shape) {
    if (node instanceof YamlSequence sequence) {
      return sequence.items();
    }
    String text = node instanceof YamlScalar scalar ? scalar.text() : "";
    return switch (shape.single()) {
      case WORDS ->
          ShellWords.split(text).orElseThrow().stream()
              .<YamlNode>map(word -> YamlScalar.string(word, node.position()))
              .toList();
      case SHELL -> List.of(YamlScalar.string("CMD-SHELL", node.position()), node);
      // a variable that is not set gives no item
      default -> text.isEmpty() && node instanceof YamlScalar ? List.of() : List.of(node);
    };
  }

  private static YamlNode pairs(YamlNode node, PairsShape shape) {
    List<YamlScalar> pairs = new ArrayList<>(Pairs.list(node, shape.hosts()));
    if (shape.hosts()) {
      pairs.sort(Comparator.comparing(YamlScalar::text));
    }
    return new YamlSequence(List.copyOf(pairs), node.position());
  }

  /** Keys of which the order means nothing. */
  private static YamlNode sorted(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      Map<String, YamlEntry> entries = new TreeMap<>();
      mapping
          .entries()
          .forEach((key, entry) -> entries.put(key, entry.with(sorted(entry.value()))));
      return new YamlMapping(entries, mapping.position());
    }
    return node instanceof YamlSequence list
        ? new YamlSequence(list.items().stream().map(Canonical::sorted).toList(), list.position())
        : node;
  }
}
