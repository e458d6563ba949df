package jcompose.composer.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlMapping;
import jcompose.engine.Suggestion;

/** The short syntax of a mount: {@code TARGET} or {@code SOURCE:TARGET[:OPTIONS]}. */
public final class ShortMount {
  /** Options that mean nothing on Linux, in Docker either. */
  public static final Set<String> WITHOUT_EFFECT =
      Set.of("cached", "delegated", "consistent", "copy");

  private static final List<String> OPTIONS = List.of("ro", "rw", "nocopy", "z", "Z");

  private static final Set<String> PROPAGATION =
      Set.of("rprivate", "private", "rshared", "shared", "rslave", "slave");

  private ShortMount() {}

  static YamlMapping expand(String text, Position position) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    if (parts.size() > 3 || parts.contains("")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form [SOURCE:]TARGET[:OPTIONS]");
    }
    String source = parts.size() > 1 ? parts.get(0) : "";
    boolean path = isPath(source);
    boolean readOnly = false;
    Nodes volume = Nodes.at(position);
    Nodes bind = Nodes.at(position);
    String options = parts.size() > 2 ? parts.get(2) : "";
    for (String option : options.split(",", -1)) {
      if (option.equals("ro") || option.equals("rw")) {
        readOnly = option.equals("ro");
      } else if (option.equals("nocopy")) {
        volume.put("nocopy", true);
      } else if (PROPAGATION.contains(option)) {
        bind.put("propagation", option);
      } else if (option.equals("z") || option.equals("Z")) {
        bind.put("selinux", option);
      } else if (!option.isEmpty() && !WITHOUT_EFFECT.contains(option)) {
        throw new IllegalArgumentException(
            "unknown option '" + option + "'" + Suggestion.of(option, OPTIONS));
      }
    }
    Nodes mount =
        Nodes.at(position)
            .put("type", path ? "bind" : "volume")
            .put("source", source)
            .put("target", parts.get(parts.size() > 1 ? 1 : 0));
    if (readOnly) {
      mount.put("read_only", true);
    }
    if (path || !bind.mapping().entries().isEmpty()) {
      mount.put("bind", bind.mapping());
    }
    if (!path || !volume.mapping().entries().isEmpty()) {
      mount.put("volume", volume.mapping());
    }
    return mount.mapping();
  }

  static boolean isPath(String source) {
    return !source.isEmpty() && "./~".indexOf(source.charAt(0)) >= 0;
  }
}
