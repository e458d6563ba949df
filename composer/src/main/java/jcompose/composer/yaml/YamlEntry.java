package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/**
 * A key of a mapping and its value.
 *
 * @param key the key
 * @param keyPosition where the key stands
 * @param value the value
 * @param mark how the value is merged over another
 */
public record YamlEntry(String key, Position keyPosition, YamlNode value, MergeMark mark) {
  /** An entry that is merged by the rules of its key. */
  public YamlEntry(String key, Position keyPosition, YamlNode value) {
    this(key, keyPosition, value, MergeMark.NONE);
  }

  /** The same entry with another value. */
  public YamlEntry with(YamlNode other) {
    return new YamlEntry(key, keyPosition, other, mark);
  }
}
