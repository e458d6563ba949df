package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** Attributes that are either a mapping or a list, in one form: a mapping. */
final class KeyValues {
  private KeyValues() {}

  /** Of {@code [K=V, K]} or {@code {K: V, K: }}; a key without a value has a null one. */
  static YamlMapping of(Attribute attribute) {
    if (attribute.node() instanceof YamlMapping mapping) {
      return mapping;
    }
    if (!(attribute.node() instanceof YamlSequence)) {
      if (!attribute.isNull()) {
        attribute.problem("must be a mapping or a list, not " + attribute.node().kind());
      }
      return new YamlMapping(Map.of(), attribute.position());
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (Attribute item : attribute.items()) {
      item.string().ifPresent(text -> add(entries, text, item.position()));
    }
    return new YamlMapping(entries, attribute.position());
  }

  private static void add(Map<String, YamlEntry> entries, String text, Position position) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? text : text.substring(0, equals);
    YamlNode value =
        equals < 0
            ? new YamlScalar("", ScalarType.NULL, position)
            : YamlScalar.string(text.substring(equals + 1), position);
    entries.put(key, new YamlEntry(key, position, value));
  }

  /** Of {@code [NAME]} or {@code {NAME: {...}}}; the names of a list have null values. */
  static YamlMapping ofNames(Attribute attribute) {
    if (attribute.node() instanceof YamlMapping || !attribute.isList()) {
      return of(attribute);
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (Attribute item : attribute.items()) {
      YamlNode none = new YamlScalar("", ScalarType.NULL, item.position());
      item.nonEmptyString()
          .ifPresent(name -> entries.put(name, new YamlEntry(name, item.position(), none)));
    }
    return new YamlMapping(entries, attribute.position());
  }
}
