package jcompose.composer.yaml;

import java.util.List;
import jcompose.composer.model.Position;

/**
 * A list.
 *
 * @param items its values
 * @param position where it begins
 */
public record YamlSequence(List<YamlNode> items, Position position) implements YamlNode {
  /** Copies the list. */
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
