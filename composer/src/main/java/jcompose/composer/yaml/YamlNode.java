package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/** A value of a YAML file that knows where it stands. */
public sealed interface YamlNode permits YamlScalar, YamlSequence, YamlMapping {
  /** Where it begins. */
  Position position();

  /** What it is, in words for messages: {@code "a mapping"}, {@code "a list"}, ... */
  String kind();
}
