package jcompose.composer.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jcompose.composer.yaml.YamlNode;

/** The resources that services name. */
final class Uses {
  private final Map<String, Set<String>> byKind = new LinkedHashMap<>();

  Uses() {
    for (String kind : List.of("networks", "volumes", "secrets", "configs", "models")) {
      byKind.put(kind, new TreeSet<>());
    }
  }

  Map<String, Set<String>> byKind() {
    return byKind;
  }

  void of(Edit service) {
    service.entries("networks").keySet().forEach(name -> add("networks", name));
    service.entries("models").keySet().forEach(name -> add("models", name));
    for (YamlNode mount : service.items("volumes")) {
      Edit fields = Edit.of(mount);
      if (fields.text("type").equals("volume") && fields.has("source")) {
        add("volumes", fields.text("source"));
      }
    }
    service.items("secrets").forEach(secret -> add("secrets", Edit.of(secret).text("source")));
    service.items("configs").forEach(config -> add("configs", Edit.of(config).text("source")));
    service
        .get("build")
        .map(build -> Edit.of(build).items("secrets"))
        .orElse(List.of())
        .forEach(secret -> add("secrets", Edit.of(secret).text("source")));
  }

  private void add(String kind, String name) {
    byKind.computeIfAbsent(kind, key -> new TreeSet<>()).add(name);
  }
}
