package jcompose.composer.tree;

import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.composer.yaml.MergeMark;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlSequence;

/** What becomes of {@code !reset} and {@code !override} when everything is merged. */
public final class Marks {
  private Marks() {}

  /** The tree without the entries that were reset, and without marks. */
  public static YamlMapping settle(YamlMapping mapping) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      if (entry.mark() != MergeMark.RESET) {
        YamlNode value = settle(entry.value());
        entries.put(entry.key(), new YamlEntry(entry.key(), entry.keyPosition(), value));
      }
    }
    return new YamlMapping(entries, mapping.position());
  }

  private static YamlNode settle(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return settle(mapping);
    }
    return node instanceof YamlSequence list
        ? new YamlSequence(list.items().stream().map(Marks::settle).toList(), list.position())
        : node;
  }
}
