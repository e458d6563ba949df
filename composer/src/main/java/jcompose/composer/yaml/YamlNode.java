package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/** A value of a YAML file that knows where it stands. */
public sealed interface YamlNode permits YamlScalar, YamlSequence, YamlMapping {
  /** Where it begins. */
  Position position();

  /** What it is, in words for messages: {@code "a mapping"}, {@code "a list"}, ... */
  String kind();

  /** Whether it is a scalar without a value. */
  default boolean isNothing() {
    return this instanceof YamlScalar scalar && scalar.isNull();
  }

  /** Whether both hold the same, wherever they stand. */
  static boolean same(YamlNode one, YamlNode other) {
    if (one instanceof YamlScalar a && other instanceof YamlScalar b) {
      return a.type() == b.type() && a.text().equals(b.text());
    }
    if (one instanceof YamlSequence a && other instanceof YamlSequence b) {
      boolean same = a.items().size() == b.items().size();
      for (int i = 0; same && i < a.items().size(); i++) {
        same = same(a.items().get(i), b.items().get(i));
      }
      return same;
    }
    if (one instanceof YamlMapping a && other instanceof YamlMapping b) {
      return a.entries().keySet().equals(b.entries().keySet())
          && a.entries().values().stream()
              .allMatch(
                  entry -> b.get(entry.key()).filter(v -> same(entry.value(), v)).isPresent());
    }
    return false;
  }
}
