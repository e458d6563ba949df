package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.ProcessSettings;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlScalar;
import jcompose.engine.spec.NamespaceType;

/** Binds what a service says of its processes besides what they run. */
final class ProcessBinder {
  private final Map<String, Attribute> service;

  ProcessBinder(Map<String, Attribute> service) {
    this.service = service;
  }

  ProcessSettings bind(Map<NamespaceType, NamespaceChoice> namespaces) {
    return new ProcessSettings(
        optional("group_add").map(ProcessBinder::groups).orElse(List.of()),
        optional("ulimits").map(Ulimits::bind).orElse(List.of()),
        oomScore(),
        optional("sysctls").map(new Sysctls(namespaces)::bind).orElse(Map.of()),
        optional("init").map(Attribute::bool).orElse(false));
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(service.get(key));
  }

  /** Names and numbers; a number need not be quoted. */
  private static List<String> groups(Attribute attribute) {
    List<String> groups = new ArrayList<>();
    for (Attribute item : attribute.items()) {
      if (item.node() instanceof YamlScalar scalar && !scalar.isNull() && !isBoolean(scalar)) {
        String group = ScalarText.of(scalar).strip();
        if (group.isEmpty() || group.startsWith("-") || group.indexOf(':') >= 0) {
          item.problem("'" + group + "' is not the name or number of a group");
        } else if (!groups.contains(group)) {
          groups.add(group);
        }
      } else {
        item.problem("must be the name or number of a group, not " + item.node().kind());
      }
    }
    return groups;
  }

  private static boolean isBoolean(YamlScalar scalar) {
    return scalar.type() == ScalarType.BOOLEAN;
  }

  private OptionalInt oomScore() {
    Attribute attribute = service.get("oom_score_adj");
    if (attribute == null) {
      return OptionalInt.empty();
    }
    OptionalLong score = Integers.within(attribute, -1000, 1000);
    return score.isPresent() ? OptionalInt.of((int) score.getAsLong()) : OptionalInt.empty();
  }
}
