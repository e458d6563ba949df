package jcompose.engine.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.spec.CpuList;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;

/** The machine's cgroup hierarchies, and the groups that the engine makes in them. */
public final class Cgroups {
  private final CgroupLayout layout;
  private final String parent;
  private final boolean everywhere;
  private final DeviceGate gate = new DeviceGate();

  private Cgroups(CgroupLayout layout, String parent, boolean everywhere) {
    this.layout = layout;
    this.parent = parent;
    this.everywhere = everywhere;
  }

  /**
   * Reads which controllers this machine has, and where.
   *
   * @param parent the folder of every hierarchy that the groups of containers are in
   */
  public static Cgroups detect(String parent) {
    CgroupLayout machine = machine();
    // a program is attached in two calls, a list is written in a dozen
    boolean programs = machine.unified().isPresent() && DeviceGate.works();
    CgroupLayout used = programs ? machine.withoutLegacy(Controller.DEVICES) : machine;
    return new Cgroups(used, parent, false);
  }

  /**
   * The same, but every hierarchy is used: callers of an OCI runtime look into all of them.
   *
   * @param below by the mount point of a hierarchy, the folder that paths begin at; its root where
   *     nothing is said
   */
  public static Cgroups everywhere(Map<Path, Path> below) {
    return new Cgroups(machine().below(below), "", true);
  }

  /**
   * The folder of each hierarchy that this process's own groups are in, by the hierarchy's mount
   * point; a group that is not visible here is left out.
   */
  public static Map<Path, Path> foldersOfCaller() {
    Map<Path, Path> folders =
        CallerGroups.parse(machine(), CgroupFiles.read(Path.of("/proc/self/cgroup")));
    folders.values().removeIf(folder -> !Files.isDirectory(folder));
    return folders;
  }

  private static CgroupLayout machine() {
    return CgroupLayout.parse(
        CgroupFiles.read(Path.of("/proc/self/mountinfo")),
        CgroupFiles.read(Path.of("/proc/cgroups")),
        unified -> CgroupFiles.read(unified.resolve("cgroup.controllers")));
  }

  /**
   * The groups of a container that another process holds, to be read: nothing native is loaded.
   *
   * @param parent the folder of every hierarchy that the groups of containers are in
   */
  public static CgroupSession look(String parent, String id, Optional<String> path) {
    return new CgroupSession(
        machine().groups(GroupName.of(parent, id, path)), OptionalLong.empty());
  }

  /** Where each controller is that is used. */
  public CgroupLayout layout() {
    return layout;
  }

  /**
   * What a container's groups will be.
   *
   * @param path where in every hierarchy; empty means {@code PARENT/ID}
   * @param devices which devices may be used; v1 holds them in a list, v2 asks a BPF program
   */
  public GroupPlan plan(
      String id, Optional<String> path, Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = CgroupSettings.of(layout, resources, devices);
    List<Group> groups = layout.groups(GroupName.of(parent, id, path), needed(settings));
    return new GroupPlan(layout, gate, groups, settings, devices, legacyPidsLimit(resources));
  }

  /**
   * Refuses limits that contradict each other or that this machine has no controller for.
   *
   * @throws EngineException naming the limit
   */
  public void check(Resources resources) {
    plan("check", Optional.empty(), resources, List.of()).check();
  }

  /**
   * Refuses processors that this machine does not have.
   *
   * @throws EngineException naming those, and those that it has
   */
  public void checkProcessors(Resources resources) {
    Optional<String> cpus = resources.cpu().cpus();
    if (cpus.isPresent()) {
      CpuList online = CpuList.parse(CgroupFiles.read(Path.of("/sys/devices/system/cpu/online")));
      CpuList missing = CpuList.parse(cpus.get()).without(online);
      if (!missing.isEmpty()) {
        throw new EngineException(
            "this machine has no processor "
                + missing.text()
                + ", only "
                + online.text()
                + "; choose of those");
      }
    }
  }

  /** The groups of a container that was made before; one without any is empty. */
  public CgroupSession existing(String id, Optional<String> path) {
    return new CgroupSession(layout.groups(GroupName.of(parent, id, path)), OptionalLong.empty());
  }

  /**
   * Lets go of what groups have in common, and removes the folders that hold the groups of all
   * containers, where none is left. While there are containers to start they stay: to make them
   * takes as long as to make a group.
   */
  public void leave() {
    gate.close();
    layout
        .groups(new GroupName(parent, "", true))
        .forEach(group -> GroupRemoval.removeParent(group.parent()));
  }

  private OptionalLong legacyPidsLimit(Resources resources) {
    OptionalLong limit = resources.pidsLimit();
    return layout.onLegacy(Controller.PIDS) && limit.isPresent() && limit.getAsLong() > 0
        ? limit
        : OptionalLong.empty();
  }

  /**
   * Each hierarchy costs a container's start and end up to a millisecond: besides those that limit
   * something, only those are used that tell or do something later.
   */
  private Set<Controller> needed(List<Setting> settings) {
    if (everywhere) {
      return EnumSet.allOf(Controller.class);
    }
    Set<Controller> needed = EnumSet.of(Controller.MEMORY, Controller.PIDS);
    if (layout.unified().isEmpty()) {
      needed.add(Controller.FREEZER);
      needed.add(Controller.CPUACCT);
    }
    settings.forEach(setting -> needed.add(setting.controller()));
    return needed;
  }

  /**
   * Gives a running container new limits; all of them, or none.
   *
   * @param resources those that are written; empty ones stay as they are
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  public void update(CgroupSession session, Resources resources) {
    new CgroupUpdate(session.groups()).apply(CgroupSettings.of(layout, resources, DeviceRules.ALL));
  }

  /** What this machine cannot limit and is left out. */
  public List<String> leftOut(Resources resources) {
    return CgroupSettings.leftOut(layout, resources);
  }
}
