package jcompose.engine.oci;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import jcompose.engine.EngineException;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.ResourcesConfig;
import jcompose.engine.spec.ResourceChange;
import jcompose.engine.spec.Resources;

/**
 * New limits of a container: all of them, or none. What is written to the kernel is on disk before,
 * so that the next update finishes one that was cut short.
 */
final class LimitsUpdate {
  private final StateFolder folder;
  private final ContainerGroups groups;
  private final BundleConfig config;
  private final Consumer<String> warnings;

  LimitsUpdate(
      StateFolder folder, ContainerGroups groups, BundleConfig config, Consumer<String> warnings) {
    this.folder = folder;
    this.groups = groups;
    this.config = config;
    this.warnings = warnings;
  }

  void apply(ResourcesConfig changes) {
    demandSameDevices(changes);
    ResourceChange change = new ResourceChange(ResourcesMapping.of(changes));
    changes.memory().ifPresent(this::demandRoom);
    groups.leftOut(change.changes()).forEach(warnings);
    folder.begunLimits().ifPresent(this::write);
    Resources before = now();
    write(change.appliedTo(before), change.touched(before));
  }

  private Resources now() {
    return folder
        .limits()
        .orElseGet(() -> ContainerGroups.limits(config.linuxOrEmpty().resources()));
  }

  private void write(Resources all) {
    write(all, all);
  }

  private void write(Resources after, Resources touched) {
    folder.beginLimits(after);
    try {
      groups.update(touched);
    } catch (EngineException refused) {
      folder.forgetLimits();
      throw refused;
    }
    folder.endLimits();
  }

  /** Callers hand over a whole section of config.json, of which the devices cannot change. */
  private void demandSameDevices(ResourcesConfig changes) {
    Optional<ResourcesConfig> before = config.linuxOrEmpty().resources();
    List<ResourcesConfig.DeviceRule> rules = before.map(ResourcesConfig::devices).orElse(List.of());
    if (!changes.devices().isEmpty() && !changes.devices().equals(rules)) {
      throw new EngineException(
          "devices: those of a container that runs cannot be changed; leave them out");
    }
  }

  /** The kernel would make room by killing. */
  private void demandRoom(ResourcesConfig.Memory memory) {
    long limit = memory.limit().orElse(0);
    if (!memory.checkBeforeUpdate().orElse(false) || limit <= 0) {
      return;
    }
    try (CgroupSession session = groups.existing()) {
      OptionalLong usage = session.statistics().memory().usage();
      if (usage.isPresent() && usage.getAsLong() > limit) {
        throw new EngineException(
            "memory limit " + limit + " is less than the " + usage.getAsLong() + " bytes in use");
      }
    }
  }
}
