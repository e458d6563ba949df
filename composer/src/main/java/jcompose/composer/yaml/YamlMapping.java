package jcompose.composer.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;

/**
 * A mapping from strings, in the file's order.
 *
 * @param entries its entries by key
 * @param position where it begins
 */
public record YamlMapping(Map<String, YamlEntry> entries, Position position) implements YamlNode {
  /** Copies the map. */
  public YamlMapping {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** A mapping of these entries; of two with the same key the later one counts. */
  public static YamlMapping of(Collection<YamlEntry> entries, Position position) {
    Map<String, YamlEntry> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.key(), entry));
    return new YamlMapping(map, position);
  }

  /** The value of a key. */
  public Optional<YamlNode> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(YamlEntry::value);
  }

  @Override
  public String kind() {
    return "a mapping";
  }
}
