package jcompose.composer.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlSequence;

/** The phase that leaves out services that are not active, then resources that no service uses. */
final class Selection {
  private Selection() {}

  /**
   * The names of the active services: those without profiles or with an active one; of the named
   * ones, if there are any, they and what they depend on.
   */
  static Set<String> services(YamlMapping root, List<String> profiles, List<String> named) {
    Map<String, YamlEntry> all = Edit.of(root).entries("services");
    Set<String> active = new LinkedHashSet<>(profiles);
    for (String name : named) {
      if (!all.containsKey(name)) {
        throw new NoSuchServiceException(name, all.keySet());
      }
      active.addAll(profiles(all.get(name)));
    }
    Set<String> enabled = new LinkedHashSet<>();
    for (YamlEntry service : all.values()) {
      List<String> own = profiles(service);
      if (own.isEmpty() || active.contains("*") || own.stream().anyMatch(active::contains)) {
        enabled.add(service.key());
      }
    }
    if (named.isEmpty()) {
      return enabled;
    }
    Set<String> selected = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(named);
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      YamlEntry service = all.get(name);
      if (service != null && enabled.contains(name) && selected.add(name)) {
        open.addAll(Edit.of(service.value()).entries("depends_on").keySet());
      }
    }
    return selected;
  }

  private static List<String> profiles(YamlEntry service) {
    return Edit.of(service.value()).items("profiles").stream().map(Edit::textOf).toList();
  }

  static YamlMapping only(YamlMapping root, Set<String> services) {
    Edit edit = Edit.of(root).change("services", all -> keep(all, services));
    edit.change("links", links -> wires(links, services));
    if (edit.items("links").isEmpty()) {
      edit.remove("links");
    }
    return edit.mapping();
  }

  /** The wires of which both ends are in active services. */
  private static YamlNode wires(YamlNode links, Set<String> services) {
    List<YamlNode> kept =
        Edit.itemsOf(links).stream()
            .filter(
                wire ->
                    Edit.of(wire).items("endpoints").stream()
                        .allMatch(end -> services.contains(Edit.textOf(end).split(":", 2)[0])))
            .toList();
    return new YamlSequence(kept, links.position());
  }

  /** Without the networks, volumes, ... that no service names. */
  static YamlMapping used(YamlMapping root) {
    Edit edit = Edit.of(root);
    Uses uses = new Uses();
    edit.entries("services").values().forEach(service -> uses.of(Edit.of(service.value())));
    for (Map.Entry<String, Set<String>> used : uses.byKind().entrySet()) {
      String kind = used.getKey();
      edit.change(kind, all -> keep(all, used.getValue()));
      if (edit.has(kind) && edit.entries(kind).isEmpty()) {
        edit.remove(kind);
      }
    }
    return edit.mapping();
  }

  private static YamlNode keep(YamlNode mapping, Set<String> keys) {
    Edit edit = Edit.of(mapping);
    Edit.entriesOf(mapping).keySet().stream()
        .filter(key -> !keys.contains(key))
        .forEach(edit::remove);
    return edit.mapping();
  }
}
