package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Where each controller of this machine is; decided per controller, since machines mix v1 and v2.
 *
 * @param legacy the mount point of each controller that is on v1; co-mounted ones share theirs
 * @param unified the mount point of the v2 tree
 * @param unifiedControllers what the v2 tree offers
 * @param disabled what the kernel was booted without
 */
public record CgroupLayout(
    Map<Controller, Path> legacy,
    Optional<Path> unified,
    Set<Controller> unifiedControllers,
    Set<Controller> disabled) {

  /** Copies the collections. */
  public CgroupLayout {
    EnumMap<Controller, Path> copy = new EnumMap<>(Controller.class);
    copy.putAll(legacy);
    legacy = Collections.unmodifiableMap(copy);
    unifiedControllers = Set.copyOf(unifiedControllers);
    disabled = Set.copyOf(disabled);
  }

  /**
   * Decides from the kernel's own files.
   *
   * @param mountinfo the text of {@code /proc/self/mountinfo}
   * @param procCgroups the text of {@code /proc/cgroups}
   * @param controllersOf the text of {@code cgroup.controllers} in a v2 mount point
   */
  static CgroupLayout parse(
      String mountinfo, String procCgroups, Function<Path, String> controllersOf) {
    Map<Controller, CgroupMount> legacy = new EnumMap<>(Controller.class);
    Optional<CgroupMount> unified = Optional.empty();
    for (CgroupMount mount : CgroupMount.parse(mountinfo)) {
      if (mount.unified()) {
        unified = Optional.of(unified.map(known -> known.orBetter(mount)).orElse(mount));
      } else {
        mount.controllers().forEach(c -> legacy.merge(c, mount, CgroupMount::orBetter));
      }
    }
    EnumMap<Controller, Path> paths = new EnumMap<>(Controller.class);
    legacy.forEach((controller, mount) -> paths.put(controller, mount.point()));
    Set<Controller> offered = EnumSet.noneOf(Controller.class);
    for (String name :
        unified.map(m -> controllersOf.apply(m.point())).orElse("").split("\\s+", -1)) {
      Controller.ofUnifiedName(name).ifPresent(offered::add);
    }
    return new CgroupLayout(
        paths, unified.map(CgroupMount::point), offered, disabledIn(procCgroups));
  }

  /** Lines are {@code name hierarchy num_cgroups enabled}. */
  private static Set<Controller> disabledIn(String procCgroups) {
    Set<Controller> disabled = EnumSet.noneOf(Controller.class);
    procCgroups
        .lines()
        .map(line -> line.split("\\s+", -1))
        .filter(fields -> fields.length == 4 && fields[3].equals("0"))
        .forEach(fields -> Controller.ofLegacyName(fields[0]).ifPresent(disabled::add));
    return disabled;
  }

  /** The same machine, of which one v1 hierarchy is not used. */
  CgroupLayout withoutLegacy(Controller unused) {
    Map<Controller, Path> others = new EnumMap<>(Controller.class);
    others.putAll(legacy);
    others.remove(unused);
    return new CgroupLayout(others, unified, unifiedControllers, disabled);
  }

  /** The same machine as it is seen from folders in its hierarchies, by their mount points. */
  CgroupLayout below(Map<Path, Path> folders) {
    Map<Controller, Path> moved = new EnumMap<>(Controller.class);
    legacy.forEach((controller, path) -> moved.put(controller, folders.getOrDefault(path, path)));
    return new CgroupLayout(
        moved, unified.map(path -> folders.getOrDefault(path, path)), unifiedControllers, disabled);
  }

  /** Whether the controller's limits are written to v1 files. */
  boolean onLegacy(Controller controller) {
    return legacy.containsKey(controller);
  }

  /** Whether the controller's limits are written to the v2 tree, devices as a BPF program. */
  boolean onUnified(Controller controller) {
    return !onLegacy(controller)
        && (unifiedControllers.contains(controller)
            || (controller == Controller.DEVICES && unified.isPresent()));
  }

  /** The groups of a container: one in each v1 hierarchy and one in the v2 tree. */
  List<Group> groups(GroupName name) {
    List<Group> groups = new ArrayList<>();
    legacy.values().stream()
        .distinct()
        .forEach(
            hierarchy -> {
              Set<Controller> controllers = EnumSet.noneOf(Controller.class);
              legacy.forEach(
                  (controller, path) -> {
                    if (path.equals(hierarchy)) {
                      controllers.add(controller);
                    }
                  });
              groups.add(new Group(hierarchy, name, false, controllers));
            });
    unified.ifPresent(path -> groups.add(new Group(path, name, true, unifiedControllers)));
    return groups;
  }

  /** Of those, the v2 one and those that hold one of the controllers. */
  List<Group> groups(GroupName name, Set<Controller> needed) {
    return groups(name).stream()
        .filter(group -> group.unified() || group.controllers().stream().anyMatch(needed::contains))
        .toList();
  }

  /** One line per controller: {@code memory v1 /sys/fs/cgroup/memory}. */
  public String text() {
    StringJoiner lines = new StringJoiner("\n");
    for (Controller controller : Controller.values()) {
      Optional<Path> path = Optional.ofNullable(legacy.get(controller));
      if (path.isPresent()) {
        lines.add(controller.legacyName() + " v1 " + path.orElseThrow());
      } else if (onUnified(controller)) {
        lines.add(controller.legacyName() + " v2 " + unified.orElseThrow());
      } else {
        lines.add(
            controller.legacyName() + (disabled.contains(controller) ? " disabled" : " absent"));
      }
    }
    unified.ifPresent(path -> lines.add("tree v2 " + path));
    return lines.toString();
  }
}
