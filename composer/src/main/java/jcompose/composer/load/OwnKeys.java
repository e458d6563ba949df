package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlSequence;

/**
 * The phase that takes the {@code x-} off keys of our own, which a file may bear to stay valid for
 * other tools.
 */
final class OwnKeys {
  private static final Set<String> OF_FILE = ComposeShape.FILE.own();
  private static final Set<String> OF_SERVICE = ComposeShape.service().own();
  private static final Set<String> OF_NETWORK = ComposeShape.network().own();
  private static final Set<String> OF_HEALTHCHECK = ComposeShape.healthcheck().own();
  private static final Set<String> OF_ATTACHMENT = ComposeShape.attachment().own();

  private final Problems problems;

  private OwnKeys(Problems problems) {
    this.problems = problems;
  }

  static YamlMapping strip(YamlMapping file, Problems problems) {
    return new OwnKeys(problems).file(file);
  }

  private YamlMapping file(YamlMapping file) {
    YamlMapping stripped = bare(file, OF_FILE, "");
    stripped = each(stripped, "services", "", this::service);
    stripped = each(stripped, "networks", "", (node, path) -> bare(node, OF_NETWORK, path));
    return each(stripped, "links", "", (node, path) -> bare(node, OF_NETWORK, path));
  }

  private YamlNode service(YamlNode service, String path) {
    return bare(service, OF_SERVICE, path) instanceof YamlMapping mapping
        ? healthcheck(
            each(mapping, "networks", path, (node, inner) -> bare(node, OF_ATTACHMENT, inner)),
            path)
        : service;
  }

  private YamlMapping healthcheck(YamlMapping service, String path) {
    YamlEntry entry = service.entries().get("healthcheck");
    if (entry == null) {
      return service;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(service.entries());
    entries.put(
        "healthcheck", entry.with(bare(entry.value(), OF_HEALTHCHECK, path + ".healthcheck")));
    return new YamlMapping(entries, service.position());
  }

  /** With every value below a key changed. */
  private static YamlMapping each(
      YamlMapping mapping, String key, String path, BiFunction<YamlNode, String, YamlNode> change) {
    YamlEntry entry = mapping.entries().get(key);
    if (entry == null) {
      return mapping;
    }
    String inner = path.isEmpty() ? key : path + "." + key;
    YamlNode value = entry.value();
    if (value instanceof YamlMapping below) {
      Map<String, YamlEntry> changed = new LinkedHashMap<>();
      below
          .entries()
          .forEach(
              (name, one) ->
                  changed.put(name, one.with(change.apply(one.value(), inner + "." + name))));
      value = new YamlMapping(changed, below.position());
    } else if (value instanceof YamlSequence list) {
      List<YamlNode> changed = new ArrayList<>();
      for (YamlNode item : list.items()) {
        changed.add(change.apply(item, inner + "[" + changed.size() + "]"));
      }
      value = new YamlSequence(changed, list.position());
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, entry.with(value));
    return new YamlMapping(entries, mapping.position());
  }

  private YamlNode bare(YamlNode node, Set<String> own, String path) {
    return node instanceof YamlMapping mapping ? bare(mapping, own, path) : node;
  }

  private YamlMapping bare(YamlMapping mapping, Set<String> own, String path) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      String bare = entry.key().startsWith("x-") ? entry.key().substring(2) : "";
      String key = own.contains(bare) ? bare : entry.key();
      YamlEntry other =
          entries.put(key, new YamlEntry(key, entry.keyPosition(), entry.value(), entry.mark()));
      if (other != null) {
        problems.add(
            entry.keyPosition(),
            path.isEmpty() ? entry.key() : path + "." + entry.key(),
            "is the same key as the one at " + other.keyPosition() + "; keep one of them");
      }
    }
    return new YamlMapping(entries, mapping.position());
  }
}
