package jcompose.composer.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import jcompose.composer.model.Position;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** A mapping that gets and loses keys; what is new stands where the mapping does. */
final class Edit {
  private final Map<String, YamlEntry> entries;
  private final Position position;

  private Edit(YamlMapping mapping) {
    this.entries = new LinkedHashMap<>(mapping.entries());
    this.position = mapping.position();
  }

  /** Of a mapping, or of an empty one in place of nothing. */
  static Edit of(YamlNode node) {
    return new Edit(
        node instanceof YamlMapping mapping ? mapping : new YamlMapping(Map.of(), node.position()));
  }

  Position position() {
    return position;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Optional<YamlNode> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(YamlEntry::value);
  }

  String text(String key) {
    return get(key).map(Edit::textOf).orElse("");
  }

  List<YamlNode> items(String key) {
    return get(key).map(Edit::itemsOf).orElse(List.of());
  }

  Map<String, YamlEntry> entries(String key) {
    return get(key).map(Edit::entriesOf).orElse(Map.of());
  }

  Edit put(String key, YamlNode value) {
    YamlEntry entry = entries.get(key);
    entries.put(key, entry == null ? new YamlEntry(key, position, value) : entry.with(value));
    return this;
  }

  Edit put(String key, String text) {
    return put(key, YamlScalar.string(text, position));
  }

  /** A new key, at a place of its own. */
  Edit add(String key, Position where, YamlNode value) {
    entries.put(key, new YamlEntry(key, where, value));
    return this;
  }

  Edit remove(String key) {
    entries.remove(key);
    return this;
  }

  /** Changes a value that is there. */
  Edit change(String key, UnaryOperator<YamlNode> change) {
    entries.computeIfPresent(key, (same, entry) -> entry.with(change.apply(entry.value())));
    return this;
  }

  /** Changes the items of a list that is there. */
  Edit each(String key, UnaryOperator<YamlNode> change) {
    return change(
        key,
        node -> new YamlSequence(itemsOf(node).stream().map(change).toList(), node.position()));
  }

  YamlMapping mapping() {
    return new YamlMapping(entries, position);
  }

  /** With sorted keys. */
  YamlMapping sorted() {
    return new YamlMapping(new TreeMap<>(entries), position);
  }

  /** With the keys in the shape's order. */
  YamlMapping ordered(FieldsShape shape) {
    Map<String, YamlEntry> ordered = new LinkedHashMap<>();
    for (String key : shape.fields().keySet()) {
      YamlEntry entry = entries.get(key);
      if (entry != null) {
        ordered.put(key, entry);
      }
    }
    new TreeMap<>(entries).forEach(ordered::putIfAbsent);
    return new YamlMapping(ordered, position);
  }

  static String textOf(YamlNode node) {
    return node instanceof YamlScalar scalar ? ScalarText.of(scalar) : "";
  }

  static List<YamlNode> itemsOf(YamlNode node) {
    return node instanceof YamlSequence list ? list.items() : List.of();
  }

  static Map<String, YamlEntry> entriesOf(YamlNode node) {
    return node instanceof YamlMapping mapping ? mapping.entries() : Map.of();
  }
}
