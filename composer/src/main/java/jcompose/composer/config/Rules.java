package jcompose.composer.config;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import jcompose.composer.load.Problems;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;

/** What keys of one mapping demand of each other, which a shape cannot say. */
final class Rules {
  private final Problems problems;

  Rules(Problems problems) {
    this.problems = problems;
  }

  void file(YamlMapping file) {
    Edit root = Edit.of(file);
    for (String key : List.of("networks", "volumes")) {
      root.entries(key).values().forEach(entry -> external(entry, key + "." + entry.key()));
    }
    root.entries("configs")
        .values()
        .forEach(
            entry -> source(entry, "configs." + entry.key(), "file", "environment", "content"));
    root.entries("secrets")
        .values()
        .forEach(entry -> source(entry, "secrets." + entry.key(), "file", "environment"));
    root.entries("services").values().forEach(this::service);
  }

  private void external(YamlEntry resource, String path) {
    Edit fields = Edit.of(resource.value());
    String value = fields.text("external");
    boolean external =
        fields.get("external").filter(node -> node instanceof YamlMapping).isPresent()
            || List.of("true", "yes", "on").contains(value);
    for (YamlEntry entry : Edit.entriesOf(resource.value()).values()) {
      String key = entry.key();
      boolean allowed = key.equals("name") || key.equals("external") || key.startsWith("x-");
      if (external && !allowed) {
        problems.add(entry.keyPosition(), path + "." + key, "means nothing for what is external");
      }
    }
  }

  private void source(YamlEntry file, String path, String... sources) {
    Edit fields = Edit.of(file.value());
    TreeSet<String> given = new TreeSet<>(Edit.entriesOf(file.value()).keySet());
    given.retainAll(List.of(sources));
    if (given.size() > 1) {
      problems.add(file.keyPosition(), path, "takes only one of " + String.join(", ", given));
    } else if (given.isEmpty() && !fields.has("external")) {
      problems.add(file.keyPosition(), path, "needs one of " + String.join(", ", sources));
    }
  }

  private void service(YamlEntry entry) {
    Edit service = Edit.of(entry.value());
    String path = "services." + entry.key();
    service.items("gpus").forEach(device -> request(device, path + ".gpus", false));
    Edit deploy = Edit.of(service.get("deploy").orElse(entry.value()));
    Edit resources = Edit.of(deploy.get("resources").orElse(entry.value()));
    Edit reserved = Edit.of(resources.get("reservations").orElse(entry.value()));
    if (service.has("deploy") && deploy.has("resources") && resources.has("reservations")) {
      String inner = path + ".deploy.resources.reservations.devices";
      reserved.items("devices").forEach(device -> request(device, inner, true));
    }
  }

  private void request(YamlNode device, String path, boolean names) {
    Map<String, YamlEntry> fields = Edit.entriesOf(device);
    if (fields.containsKey("count") && fields.containsKey("device_ids")) {
      problems.add(device.position(), path, "takes only one of count, device_ids");
    }
    if (names && !fields.containsKey("capabilities") && !fields.containsKey("driver")) {
      problems.add(device.position(), path, "needs 'capabilities'");
    }
  }
}
