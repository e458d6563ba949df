package jcompose.composer.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jcompose.composer.model.Position;

/**
 * The entries of one mapping while it is read: no key twice, and {@code <<} brings in the entries
 * of other mappings behind its own.
 */
final class MappingEntries {
  private final Consumer<Problem> problems;
  private final Map<String, YamlEntry> own = new LinkedHashMap<>();
  private final List<YamlMapping> merged = new ArrayList<>();

  MappingEntries(Consumer<Problem> problems) {
    this.problems = problems;
  }

  void add(YamlNode key, Position position, boolean plain, YamlNode value, MergeMark mark) {
    if (!(key instanceof YamlScalar scalar)) {
      problem(position, "a key must be a string, not " + key.kind());
      return;
    }
    String name = scalar.text();
    if (scalar.type() != ScalarType.STRING) {
      problem(position, "a key must be a string, not " + key.kind() + "; write '" + name + "'");
      return;
    }
    if (plain && name.equals("<<")) {
      merge(value);
      return;
    }
    YamlEntry first = own.putIfAbsent(name, new YamlEntry(name, position, value, mark));
    if (first != null) {
      problem(position, "key '" + name + "' appears twice; first at " + first.keyPosition());
    }
  }

  private void merge(YamlNode value) {
    List<YamlNode> sources =
        value instanceof YamlSequence sequence ? sequence.items() : List.of(value);
    for (YamlNode source : sources) {
      if (source instanceof YamlMapping mapping) {
        merged.add(mapping);
      } else {
        problem(source.position(), "'<<' takes mappings, not " + source.kind());
      }
    }
  }

  YamlMapping mapping(Position position) {
    Map<String, YamlEntry> all = new LinkedHashMap<>(own);
    merged.forEach(mapping -> mapping.entries().forEach(all::putIfAbsent));
    return new YamlMapping(all, position);
  }

  private void problem(Position position, String message) {
    problems.accept(new Problem(position, message));
  }
}
