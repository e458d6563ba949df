package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;

/**
 * The phase that takes the {@code x-} off keys of our own, which a file may bear to stay valid for
 * other tools.
 */
public final class OwnKeys {
  /** Those of a service. */
  public static final List<String> OF_SERVICE = List.of("conf", "namespaces", "rootfs");

  private OwnKeys() {}

  static YamlMapping strip(YamlMapping file, Problems problems) {
    YamlEntry services = file.entries().get("services");
    if (services == null || !(services.value() instanceof YamlMapping mapping)) {
      return file;
    }
    Map<String, YamlEntry> stripped = new LinkedHashMap<>();
    for (YamlEntry service : mapping.entries().values()) {
      stripped.put(service.key(), service(service, problems));
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(file.entries());
    YamlMapping value = new YamlMapping(stripped, mapping.position());
    entries.put("services", services.with(value));
    return new YamlMapping(entries, file.position());
  }

  private static YamlEntry service(YamlEntry service, Problems problems) {
    if (!(service.value() instanceof YamlMapping mapping)) {
      return service;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      String bare = entry.key().startsWith("x-") ? entry.key().substring(2) : "";
      String key = OF_SERVICE.contains(bare) ? bare : entry.key();
      YamlEntry other =
          entries.put(key, new YamlEntry(key, entry.keyPosition(), entry.value(), entry.mark()));
      if (other != null) {
        problems.add(
            entry.keyPosition(),
            "services." + service.key() + "." + entry.key(),
            "is the same key as the one at " + other.keyPosition() + "; keep one of them");
      }
    }
    YamlMapping value = new YamlMapping(entries, mapping.position());
    return service.with(value);
  }
}
