package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** A mapping that is made up at one place, key by key. */
public final class Nodes {
  private final Position position;
  private final List<YamlEntry> entries = new ArrayList<>();

  private Nodes(Position position) {
    this.position = position;
  }

  /** An empty mapping, whose entries will all be at this place. */
  public static Nodes at(Position position) {
    return new Nodes(position);
  }

  /** With another entry. */
  public Nodes put(String key, YamlNode value) {
    entries.add(new YamlEntry(key, position, value));
    return this;
  }

  /** With a string, unless it is empty. */
  public Nodes put(String key, String text) {
    return text.isEmpty() ? this : put(key, YamlScalar.string(text, position));
  }

  /** With a boolean. */
  public Nodes put(String key, boolean value) {
    return put(key, new YamlScalar(String.valueOf(value), ScalarType.BOOLEAN, position));
  }

  /** With a number. */
  public Nodes put(String key, long value) {
    return put(key, number(value, position));
  }

  /** What was put. */
  public YamlMapping mapping() {
    return YamlMapping.of(entries, position);
  }

  /** A number. */
  public static YamlScalar number(long value, Position position) {
    return new YamlScalar(String.valueOf(value), ScalarType.INTEGER, position);
  }
}
