package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/**
 * A single value.
 *
 * @param text its text, quotes and escapes resolved
 * @param type what YAML takes it for
 * @param position where it begins, its quote included
 */
public record YamlScalar(String text, ScalarType type, Position position) implements YamlNode {
  /** A string. */
  public static YamlScalar string(String text, Position position) {
    return new YamlScalar(text, ScalarType.STRING, position);
  }

  /** Nothing. */
  public static YamlScalar none(Position position) {
    return new YamlScalar("", ScalarType.NULL, position);
  }

  /** Whether it is {@code null}, {@code ~} or nothing at all. */
  public boolean isNull() {
    return type == ScalarType.NULL;
  }

  @Override
  public String kind() {
    return type.kind();
  }
}
