package jcompose.composer.config;

import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.yaml.JsonText;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;
import jcompose.composer.yaml.YamlText;

/** Writes a project so that it can be loaded again. */
public final class ConfigText {
  private ConfigText() {}

  /**
   * As YAML.
   *
   * @param escapes whether dollar signs are doubled, so that they are no variables
   */
  public static String yaml(YamlMapping root, boolean escapes) {
    return YamlText.of(escapes ? escaped(root) : root);
  }

  /** As JSON; {@code command} and {@code entrypoint} are there even when they are null. */
  public static String json(YamlMapping root, boolean escapes) {
    Edit edit = Edit.of(escapes ? escaped(root) : root);
    edit.change(
        "services",
        services -> {
          Map<String, YamlEntry> all = new LinkedHashMap<>();
          Edit.entriesOf(services)
              .forEach((key, entry) -> all.put(key, entry.with(complete(entry.value()))));
          return new YamlMapping(all, services.position());
        });
    return JsonText.of(edit.mapping());
  }

  private static YamlNode complete(YamlNode service) {
    Edit edit = Edit.of(service);
    for (String key : new String[] {"command", "entrypoint"}) {
      if (!edit.has(key)) {
        edit.put(key, YamlScalar.none(edit.position()));
      }
    }
    return edit.ordered(ComposeShape.service());
  }

  private static YamlMapping escaped(YamlMapping mapping) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> entries.put(key, entry.with(escapedNode(entry.value()))));
    return new YamlMapping(entries, mapping.position());
  }

  private static YamlNode escapedNode(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return escaped(mapping);
    }
    if (node instanceof YamlSequence list) {
      return new YamlSequence(
          list.items().stream().map(ConfigText::escapedNode).toList(), list.position());
    }
    YamlScalar scalar = (YamlScalar) node;
    return scalar.type() == ScalarType.STRING
        ? YamlScalar.string(scalar.text().replace("$", "$$"), scalar.position())
        : scalar;
  }
}
