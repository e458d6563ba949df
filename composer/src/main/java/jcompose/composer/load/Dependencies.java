package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.DependsOn.Condition;
import jcompose.composer.yaml.YamlMapping;

/** Binds {@code depends_on}. */
final class Dependencies {
  private static final Keys KEYS = Keys.of("condition", "required", "restart");
  private static final Condition STARTED = Condition.SERVICE_STARTED;
  private static final Map<String, Condition> WAITED = conditions();
  private static final List<String> WORDS = List.copyOf(WAITED.keySet());

  private Dependencies() {}

  private static Map<String, Condition> conditions() {
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (Condition condition : Condition.values()) {
      conditions.put(condition.name().toLowerCase(Locale.ROOT), condition);
    }
    return conditions;
  }

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
    Attribute restart = fields.get("restart");
    Attribute required = fields.get("required");
    DependsOn how =
        new DependsOn(
            condition == null ? STARTED : condition.oneOf(WORDS).map(WAITED::get).orElse(STARTED),
            required == null || required.bool(),
            restart != null && restart.bool(),
            condition == null ? attribute.position() : condition.position());
    return new Dependency(service, Optional.of(how), attribute);
  }
}
