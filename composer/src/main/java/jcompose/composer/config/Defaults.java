package jcompose.composer.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** The phase that says what is meant where nothing is said: names, networks, dependencies, ... */
final class Defaults {
  private static final List<String> RESOURCES =
      List.of("networks", "volumes", "secrets", "configs");

  private final String project;
  private final ServiceDefaults ofServices;

  Defaults(String project, String directory) {
    this.project = project;
    this.ofServices = new ServiceDefaults(directory);
  }

  YamlMapping file(YamlMapping file) {
    Edit root = Edit.of(file);
    root.change("services", services -> each(services, ofServices::service));
    boolean usesDefault =
        root.entries("services").values().stream()
            .anyMatch(
                service -> Edit.of(service.value()).entries("networks").containsKey("default"));
    Edit networks = Edit.of(root.get("networks").orElse(YamlScalar.none(file.position())));
    if (usesDefault && !networks.has("default")) {
      root.put("networks", networks.put("default", YamlScalar.none(file.position())).sorted());
    }
    for (String key : RESOURCES) {
      root.change(key, resources -> named(resources, shape(key)));
    }
    root.remove("version").put("name", project);
    return root.ordered(ComposeShape.FILE);
  }

  private static FieldsShape shape(String key) {
    EntriesShape entries = (EntriesShape) ComposeShape.FILE.shape(key);
    return (FieldsShape) entries.value();
  }

  private YamlNode named(YamlNode resources, FieldsShape shape) {
    Map<String, YamlEntry> named = new LinkedHashMap<>();
    for (YamlEntry entry : Edit.entriesOf(resources).values()) {
      Edit resource = Edit.of(entry.value());
      YamlNode external = resource.get("external").orElse(null);
      boolean isExternal =
          external instanceof YamlMapping || resource.text("external").equals("true");
      String name = external instanceof YamlMapping ? Edit.of(external).text("name") : "";
      if (isExternal) {
        resource.put("external", new YamlScalar("true", ScalarType.BOOLEAN, resource.position()));
      } else {
        resource.remove("external");
      }
      if (!resource.has("name")) {
        String key = isExternal ? entry.key() : project + "_" + entry.key();
        resource.put("name", name.isEmpty() ? key : name);
      }
      named.put(entry.key(), entry.with(resource.ordered(shape)));
    }
    return new YamlMapping(named, resources.position());
  }

  private static YamlNode each(YamlNode mapping, UnaryOperator<YamlNode> change) {
    Map<String, YamlEntry> changed = new LinkedHashMap<>();
    Edit.entriesOf(mapping)
        .forEach((key, entry) -> changed.put(key, entry.with(change.apply(entry.value()))));
    return new YamlMapping(changed, mapping.position());
  }
}
