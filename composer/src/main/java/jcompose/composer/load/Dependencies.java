package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jcompose.composer.yaml.YamlMapping;

/** Binds {@code depends_on}. */
final class Dependencies {
  private static final Keys KEYS = Keys.of("condition", "required", "restart");
  private static final List<String> CONDITIONS =
      List.of("service_started", "service_healthy", "service_completed_successfully");

  private Dependencies() {}

  static List<Dependency> bind(Attribute attribute) {
    List<Dependency> dependencies = new ArrayList<>();
    YamlMapping mapping = KeyValues.ofNames(attribute);
    Attribute names = new Attribute(mapping, attribute.path(), attribute.problems());
    mapping
        .entries()
        .values()
        .forEach(entry -> dependencies.add(dependency(entry.key(), names.child(entry))));
    return dependencies;
  }

  private static Dependency dependency(String service, Attribute attribute) {
    Map<String, Attribute> fields = attribute.fields(KEYS);
    Attribute condition = fields.get("condition");
    if (condition != null) {
      condition
          .oneOf(CONDITIONS)
          .filter(word -> !word.equals("service_started"))
          .ifPresent(word -> condition.problem("condition '" + word + "' is not supported yet"));
    }
    Attribute restart = fields.get("restart");
    if (restart != null && restart.bool()) {
      restart.problem("not supported yet");
    }
    Attribute required = fields.get("required");
    return new Dependency(service, required == null || required.bool(), attribute);
  }
}
