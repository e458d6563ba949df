package jcompose.composer.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jcompose.composer.load.CycleSearch;
import jcompose.composer.load.Problems;
import jcompose.composer.load.Suggestion;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;

/** The phase that checks the active services against each other and against the resources. */
final class Consistency {
  private static final List<String> DEPENDING =
      List.of("links", "volumes_from", "network_mode", "ipc", "pid", "uts", "cgroup");

  private final Edit root;
  private final Map<String, YamlEntry> services;
  private final Set<String> active;
  private final Problems problems;
  private final Map<String, Position> containerNames = new HashMap<>();

  Consistency(YamlMapping root, Set<String> active, Problems problems) {
    this.root = Edit.of(root);
    this.services = this.root.entries("services");
    this.active = active;
    this.problems = problems;
  }

  void check() {
    for (String name : active) {
      YamlEntry entry = services.get(name);
      if (entry != null) {
        service(entry);
      }
    }
    cycles();
    root.entries("secrets").values().forEach(this::secret);
    wires();
  }

  private void service(YamlEntry entry) {
    Edit service = Edit.of(entry.value());
    String path = "services." + entry.key();
    ServiceRules rules = new ServiceRules(service, entry.keyPosition(), path, problems);
    rules.check();
    named(service, "networks", path + ".networks");
    named(service, "models", path + ".models");
    sources(service.items("secrets"), "secrets", path + ".secrets");
    sources(service.items("configs"), "configs", path + ".configs");
    service
        .get("build")
        .ifPresent(
            build -> sources(Edit.of(build).items("secrets"), "secrets", path + ".build.secrets"));
    for (YamlNode mount : service.items("volumes")) {
      Edit fields = Edit.of(mount);
      if (fields.text("type").equals("volume") && fields.has("source")) {
        declared("volumes", fields.text("source"), mount.position(), path + ".volumes");
      }
    }
    for (YamlEntry other : service.entries("depends_on").values()) {
      dependency(other, path + "." + place(service, other));
    }
    containerName(service, path);
  }

  private void wires() {
    int index = 0;
    for (YamlNode wire : root.items("links")) {
      String path = "links[" + index++ + "].endpoints";
      for (YamlNode endpoint : Edit.of(wire).items("endpoints")) {
        String name = Edit.textOf(endpoint).split(":", 2)[0];
        if (!services.containsKey(name)) {
          problems.add(
              endpoint.position(),
              path,
              "no service '" + name + "'" + Suggestion.of(name, services.keySet()));
        }
      }
    }
  }

  private void named(Edit service, String kind, String path) {
    for (YamlEntry entry : service.entries(kind).values()) {
      declared(kind, entry.key(), entry.keyPosition(), path);
    }
  }

  private void sources(List<YamlNode> items, String kind, String path) {
    for (YamlNode item : items) {
      if (Edit.of(item).has("source")) {
        declared(kind, Edit.of(item).text("source"), item.position(), path);
      }
    }
  }

  private void declared(String kind, String name, Position position, String path) {
    Set<String> known = root.entries(kind).keySet();
    if (!known.contains(name)) {
      String one = kind.substring(0, kind.length() - 1);
      problems.add(
          position,
          path,
          one
              + " '"
              + name
              + "' is not declared under the top-level '"
              + kind
              + "'"
              + Suggestion.of(name, known));
    }
  }

  /** Where a service is named: other keys than depends_on make dependencies, too. */
  private static String place(Edit service, YamlEntry dependency) {
    for (String key : DEPENDING) {
      Stream<YamlNode> value = service.get(key).stream();
      if (Stream.concat(value, service.items(key).stream())
          .anyMatch(node -> node.position().equals(dependency.keyPosition()))) {
        return key;
      }
    }
    return "depends_on." + dependency.key();
  }

  private void dependency(YamlEntry dependency, String place) {
    String name = dependency.key();
    YamlEntry other = services.get(name);
    boolean required = Edit.of(dependency.value()).text("required").equals("true");
    if (other == null && !required) {
      problems.warn(dependency.keyPosition(), place, "no service '" + name + "'");
    } else if (other == null) {
      problems.add(
          dependency.keyPosition(),
          place,
          "no service '" + name + "'" + Suggestion.of(name, services.keySet()));
    } else if (required && !active.contains(name)) {
      List<String> profiles =
          Edit.of(other.value()).items("profiles").stream().map(Edit::textOf).toList();
      problems.add(
          dependency.keyPosition(),
          place,
          "service '"
              + name
              + "' is disabled; enable it with a profile of: "
              + String.join(", ", profiles));
    }
  }

  private void containerName(Edit service, String path) {
    String name = service.text("container_name");
    if (!name.isEmpty()) {
      Position position = service.get("container_name").orElseThrow().position();
      Position first = containerNames.putIfAbsent(name, position);
      if (first != null) {
        problems.add(
            position, path + ".container_name", "'" + name + "' is taken already, at " + first);
      }
    }
  }

  private void secret(YamlEntry entry) {
    Edit secret = Edit.of(entry.value());
    if (!secret.has("external") && !secret.has("file") && !secret.has("environment")) {
      problems.add(entry.keyPosition(), "secrets." + entry.key(), "needs one of file, environment");
    }
  }

  private void cycles() {
    CycleSearch search =
        new CycleSearch(
            name -> dependencies(name).keySet(),
            (from, to, names) ->
                Optional.ofNullable(dependencies(from).get(to))
                    .ifPresent(
                        other ->
                            problems.add(
                                other.keyPosition(),
                                "services." + from + ".depends_on",
                                "dependency cycle: " + names)));
    search.check(active);
  }

  private Map<String, YamlEntry> dependencies(String name) {
    YamlEntry service = services.get(name);
    return service == null ? Map.of() : Edit.of(service.value()).entries("depends_on");
  }
}
