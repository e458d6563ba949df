package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.Cgroups;
import jcompose.engine.cgroup.DeviceRules;
import jcompose.engine.oci.config.ResourcesConfig;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;

/** A container's cgroups, which a config.json names by a path in every hierarchy. */
final class ContainerGroups {
  private final Cgroups cgroups;
  private final Optional<String> path;

  ContainerGroups(CgroupsPath place) {
    this.cgroups = Cgroups.everywhere(place.below());
    this.path = Optional.of("/" + place.path());
  }

  /** Makes them. */
  CgroupSession create(Optional<ResourcesConfig> resources) {
    return cgroups.plan("", path, limits(resources), devices(resources)).create();
  }

  /** Of a config.json's section. */
  static Resources limits(Optional<ResourcesConfig> resources) {
    return resources.map(ResourcesMapping::of).orElse(Resources.UNLIMITED);
  }

  /** Writes limits anew: all of them, or none. */
  void update(Resources limits) {
    try (CgroupSession session = existing()) {
      cgroups.update(session, limits);
    }
  }

  /** What of the limits this machine cannot do, in words. */
  List<String> leftOut(Resources limits) {
    return cgroups.leftOut(limits);
  }

  /** Those that were made before. */
  CgroupSession existing() {
    return cgroups.existing("", path);
  }

  boolean frozen() {
    try (CgroupSession session = existing()) {
      return session.frozen();
    }
  }

  /** Stops all processes in them, or lets them go on. */
  void freeze(boolean frozen) {
    try (CgroupSession session = existing()) {
      if (frozen) {
        session.freeze();
      } else {
        session.thaw();
      }
    }
  }

  /** Kills what is in them, and removes them. */
  void remove() {
    try (CgroupSession session = existing()) {
      session.killAll();
      session.delete();
    }
  }

  /** The caller's rules, then those of devices without which no container works. */
  static List<DeviceRule> devices(Optional<ResourcesConfig> resources) {
    List<DeviceRule> rules = new ArrayList<>();
    for (ResourcesConfig.DeviceRule rule :
        resources.map(ResourcesConfig::devices).orElse(List.of())) {
      try {
        rules.add(
            new DeviceRule(
                rule.type().orElse("a"),
                rule.major().orElse(-1),
                rule.minor().orElse(-1),
                rule.access().orElse("rwm"),
                rule.allow()));
      } catch (IllegalArgumentException refused) {
        throw new EngineException("linux.resources.devices: " + refused.getMessage(), refused);
      }
    }
    boolean everything =
        !rules.isEmpty() && rules.get(rules.size() - 1).equals(DeviceRules.ALL.get(0));
    if (!everything) {
      rules.addAll(DeviceRules.DEFAULT);
    }
    return rules;
  }
}
