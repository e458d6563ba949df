package jcompose.engine.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;

/** Limits as values of cgroup files, in the order in which a new group accepts them. */
final class CgroupSettings {
  private CgroupSettings() {}

  /** Each controller's settings for the version that this machine has it in. */
  static List<Setting> of(CgroupLayout layout, Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = new ArrayList<>();
    LegacySettings.of(resources, devices).stream()
        .filter(s -> layout.onLegacy(s.controller()))
        .forEach(settings::add);
    // what is nowhere fails here, in the name of the limit that was asked for
    UnifiedSettings.of(resources).stream()
        .filter(s -> !layout.onLegacy(s.controller()))
        .forEach(settings::add);
    settings.addAll(unified(layout, resources));
    return settings;
  }

  /**
   * What this machine cannot do and a container can do without, as Docker does it: it is said, and
   * left out.
   */
  static List<String> leftOut(CgroupLayout layout, Resources resources) {
    List<String> lines = new ArrayList<>();
    resources
        .memory()
        .kernel()
        .ifPresent(
            bytes ->
                lines.add(
                    "kernel memory limit " + bytes + " is left out: Linux has none since 5.16"));
    if (!layout.onLegacy(Controller.MEMORY)) {
      resources
          .memory()
          .kernelTcp()
          .ifPresent(bytes -> lines.add(none("TCP memory limit " + bytes)));
      resources
          .memory()
          .swappiness()
          .ifPresent(value -> lines.add(none("memory swappiness " + value)));
      if (resources.memory().disableOomKiller()) {
        lines.add(none("the disabled OOM killer"));
      }
    }
    if (!layout.onLegacy(Controller.BLKIO) && resources.blockIo().leafWeight().isPresent()) {
      lines.add(none("block I/O leaf weight " + resources.blockIo().leafWeight().getAsInt()));
    }
    return lines;
  }

  private static String none(String what) {
    return what + " is left out: cgroup v2 has no such thing";
  }

  private static List<Setting> unified(CgroupLayout layout, Resources resources) {
    List<Setting> settings = new ArrayList<>();
    resources
        .unified()
        .forEach(
            (file, value) -> {
              Optional<Controller> controller =
                  Controller.ofUnifiedName(file.substring(0, file.indexOf('.')));
              if (controller.isEmpty()) {
                throw new EngineException(
                    file
                        + ": no cgroup v2 controller of that name; there are "
                        + Controller.unifiedNames());
              }
              if (layout.onLegacy(controller.get())) {
                throw new EngineException(
                    file
                        + " is a file of cgroup v2, and this machine has the controller "
                        + controller.get().legacyName()
                        + " on v1");
              }
              settings.add(Setting.required(controller.get(), file, value, file + " " + value));
            });
    return settings;
  }
}
