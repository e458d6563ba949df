package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * The phase that lays one file over another: mappings merge, lists are appended, the rest is
 * replaced, and some attributes of a service have rules of their own ("Merge" in the Compose
 * Specification).
 */
final class Merge {
  private final Problems problems;

  Merge(Problems problems) {
    this.problems = problems;
  }

  YamlMapping merge(YamlMapping base, YamlMapping over) {
    return mappings(base, over, List.of());
  }

  private YamlMapping mappings(YamlMapping base, YamlMapping over, List<String> path) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>(base.entries());
    for (YamlEntry entry : over.entries().values()) {
      List<String> inner = Stream.concat(path.stream(), Stream.of(entry.key())).toList();
      YamlEntry first = base.entries().get(entry.key());
      YamlNode value = first == null ? entry.value() : values(first.value(), entry.value(), inner);
      // what is merged is declared where it stands first; what is replaced, where it stands last
      Position position =
          first != null && value != entry.value() ? first.keyPosition() : entry.keyPosition();
      entries.put(entry.key(), new YamlEntry(entry.key(), position, value));
    }
    return new YamlMapping(entries, base.position());
  }

  private YamlNode values(YamlNode base, YamlNode over, List<String> path) {
    String rule = rule(path);
    if (rule.equals("command")
        || rule.equals("entrypoint")
        || rule.equals("ulimits.*")
        || rule.startsWith("x-")) {
      return over;
    }
    if (isNull(over)) {
      return base;
    }
    if (isNull(base)) {
      return over;
    }
    Attribute first = new Attribute(base, String.join(".", path), problems);
    Attribute second = new Attribute(over, String.join(".", path), problems);
    return switch (rule) {
      case "environment", "labels", "sysctls" ->
          mappings(KeyValues.of(first), KeyValues.of(second), path);
      case "depends_on" -> mappings(KeyValues.ofNames(first), KeyValues.ofNames(second), path);
      case "volumes" -> lists(first, second, Merge::volumeTarget);
      case "devices" -> lists(first, second, Merge::deviceTarget);
      case "env_file" -> lists(first, second, node -> word(node, "path"));
      case "tmpfs", "volumes_from", "cap_add", "cap_drop", "profiles", "group_add" ->
          lists(first, second, node -> word(node, ""));
      default -> others(first, second, path);
    };
  }

  /** The key whose rule counts: an attribute of a service or volume, or one of the user's own. */
  private static String rule(List<String> path) {
    String key = path.get(path.size() - 1);
    boolean ofService = path.size() == 3 && path.get(0).equals("services");
    boolean labels = path.size() == 3 && path.get(0).equals("volumes") && key.equals("labels");
    if (path.size() == 4 && path.get(0).equals("services") && path.get(2).equals("ulimits")) {
      return "ulimits.*";
    }
    boolean extension = path.size() != 2 && key.startsWith("x-");
    return ofService || labels || extension ? key : "";
  }

  private YamlNode others(Attribute first, Attribute second, List<String> path) {
    if (first.node() instanceof YamlMapping base && second.node() instanceof YamlMapping over) {
      return mappings(base, over, path);
    }
    if (first.node() instanceof YamlSequence && second.node() instanceof YamlSequence) {
      return lists(first, second, node -> "");
    }
    if (!(first.node() instanceof YamlScalar) || !(second.node() instanceof YamlScalar)) {
      second.problem(
          second.node().kind()
              + " cannot be merged with "
              + first.node().kind()
              + " at "
              + first.position());
    }
    return second.node();
  }

  /** Appends, but an item with the identity of one in the base takes its place. */
  private static YamlNode lists(
      Attribute first, Attribute second, Function<YamlNode, String> identity) {
    if (first.isMapping() || second.isMapping()) {
      second.itemsOrOne().forEach(item -> item.problem("must be a list, not a mapping"));
      return second.node();
    }
    List<YamlNode> result = new ArrayList<>();
    first.itemsOrOne().forEach(item -> result.add(item.node()));
    int ofBase = result.size();
    for (Attribute item : second.itemsOrOne()) {
      String name = identity.apply(item.node());
      int same = -1;
      for (int i = 0; i < ofBase && !name.isEmpty(); i++) {
        same = identity.apply(result.get(i)).equals(name) ? i : same;
      }
      if (same >= 0) {
        result.set(same, item.node());
      } else {
        result.add(item.node());
      }
    }
    return new YamlSequence(result, first.position());
  }

  private static String volumeTarget(YamlNode node) {
    if (node instanceof YamlMapping) {
      return ContainerPath.normal(word(node, "target"));
    }
    String[] parts = word(node, "").split(":", -1);
    return ContainerPath.normal(parts[parts.length > 1 ? 1 : 0]);
  }

  private static String deviceTarget(YamlNode node) {
    if (node instanceof YamlMapping) {
      return word(node, "target").isEmpty() ? word(node, "source") : word(node, "target");
    }
    String[] parts = word(node, "").split(":", -1);
    return parts[parts.length > 1 && parts[1].startsWith("/") ? 1 : 0];
  }

  /** A scalar's text, or that of a key of a mapping. */
  private static String word(YamlNode node, String key) {
    YamlNode value = node instanceof YamlMapping mapping ? mapping.get(key).orElse(node) : node;
    return value instanceof YamlScalar scalar ? scalar.text() : "";
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.isNull();
  }
}
