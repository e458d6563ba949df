package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/**
 * A key of a mapping and its value.
 *
 * @param key the key
 * @param keyPosition where the key stands
 * @param value the value
 */
public record YamlEntry(String key, Position keyPosition, YamlNode value) {}
