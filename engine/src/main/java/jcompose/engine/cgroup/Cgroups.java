package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;
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

  /** The same, but every hierarchy is used: callers of an OCI runtime look into all of them. */
  public Cgroups everywhere() {
    return new Cgroups(layout, parent, true);
  }

  /**
   * Reads which controllers this machine has, and where.
   *
   * @param parent the folder of every hierarchy that the groups of containers are in
   */
  public static Cgroups detect(String parent) {
    CgroupLayout layout =
        CgroupLayout.parse(
            CgroupFiles.read(Path.of("/proc/self/mountinfo")),
            CgroupFiles.read(Path.of("/proc/cgroups")),
            unified -> CgroupFiles.read(unified.resolve("cgroup.controllers")));
    // a program is attached in two calls, a list is written in a dozen
    boolean programs = layout.unified().isPresent() && DeviceGate.works();
    return new Cgroups(programs ? layout.withoutLegacy(Controller.DEVICES) : layout, parent, false);
  }

  /** Where each controller is. */
  public CgroupLayout layout() {
    return layout;
  }

  /**
   * Makes the groups {@code PARENT/ID} and writes the limits; what was made is removed again when
   * something fails.
   *
   * @param devices which devices may be used; v1 holds them in a list, v2 asks a BPF program
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  public CgroupSession create(String id, Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = CgroupSettings.of(layout, resources, devices);
    List<Group> groups = layout.groups(parent, id, needed(settings));
    CgroupSession session = new CgroupSession(groups, legacyPidsLimit(resources));
    try {
      groups.forEach(GroupMaker::make);
      write(groups, settings, session);
      restrictDevices(groups, devices);
      return session;
    } catch (RuntimeException e) {
      try {
        session.delete();
      } catch (RuntimeException undo) {
        e.addSuppressed(undo);
      }
      throw e instanceof SyscallException ? new EngineException("cgroup: " + e.getMessage(), e) : e;
    }
  }

  /**
   * Refuses limits that contradict each other or that this machine has no controller for.
   *
   * @throws EngineException naming the limit
   */
  public void check(Resources resources) {
    List<Setting> settings = CgroupSettings.of(layout, resources, List.of());
    List<Group> groups = layout.groups(parent, "check", needed(settings));
    settings.forEach(setting -> holder(groups, setting));
  }

  /**
   * Refuses processors that this machine does not have.
   *
   * @throws EngineException naming those, and those that it has
   */
  public void checkProcessors(Resources resources) {
    if (resources.cpusetCpus().isPresent()) {
      ProcessorList online =
          ProcessorList.parse(CgroupFiles.read(Path.of("/sys/devices/system/cpu/online")));
      ProcessorList missing = ProcessorList.parse(resources.cpusetCpus().get()).without(online);
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
  public CgroupSession existing(String id) {
    return new CgroupSession(layout.groups(parent, id), OptionalLong.empty());
  }

  /**
   * Lets go of what groups have in common, and removes the folders that hold the groups of all
   * containers, where none is left. While there are containers to start they stay: to make them
   * takes as long as to make a group.
   */
  public void leave() {
    gate.close();
    layout.groups(parent, "").forEach(group -> GroupRemoval.removeParent(group.parent()));
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
    }
    settings.forEach(setting -> needed.add(setting.controller()));
    return needed;
  }

  private void write(List<Group> groups, List<Setting> settings, CgroupSession session) {
    Optional<CgroupFile> open = Optional.empty();
    try {
      for (Setting setting : settings) {
        Group group = holder(groups, setting);
        Path path = group.file(setting.file());
        try {
          if (open.filter(file -> file.path().equals(path)).isEmpty()) {
            open.ifPresent(CgroupFile::close);
            open = Optional.empty();
            open = Optional.of(CgroupFile.open(path));
          }
          open.orElseThrow().write(session.beforeLaunch(setting));
        } catch (SyscallException e) {
          if (!(setting.optional() && e.is(Errno.ENOENT))) {
            throw new EngineException(
                setting.field() + ": " + e.getMessage() + advice(group, setting, e), e);
          }
        }
      }
    } finally {
      open.ifPresent(CgroupFile::close);
    }
  }

  private Group holder(List<Group> groups, Setting setting) {
    return groups.stream()
        .filter(group -> group.controllers().contains(setting.controller()))
        .findFirst()
        .orElseThrow(() -> missing(setting));
  }

  private EngineException missing(Setting setting) {
    String name = setting.controller().legacyName();
    return new EngineException(
        setting.field()
            + ": this kernel has no "
            + name
            + " cgroup controller"
            + (layout.disabled().contains(setting.controller())
                ? ", it is disabled: boot with cgroup_enable=" + name
                : " mounted: mount cgroup2 on /sys/fs/cgroup"));
  }

  private static String advice(Group group, Setting setting, SyscallException e) {
    if (group.unified() && !enabled(group, setting)) {
      return "; the controller cannot be enabled while processes are in "
          + group.hierarchy()
          + " itself: move them into a group below it";
    }
    return switch (setting.file()) {
      case "memory.memsw.limit_in_bytes", "memory.swap.max" ->
          e.is(Errno.ENOENT) ? "; this kernel does not count swap: boot with swapaccount=1" : "";
      case "cpu.cfs_quota_us", "cpu.cfs_period_us", "cpu.max" ->
          e.is(Errno.EINVAL)
              ? "; quota and period are at least 1000 microseconds, the period at most 1000000"
              : "";
      case "cpuset.cpus" -> "; name processors that this machine has, for example 0-1,3";
      default -> "";
    };
  }

  private static boolean enabled(Group group, Setting setting) {
    String controllers = CgroupFiles.read(group.file("cgroup.controllers"));
    return setting
        .controller()
        .unifiedName()
        .filter(name -> List.of(controllers.trim().split(" ", -1)).contains(name))
        .isPresent();
  }

  private void restrictDevices(List<Group> groups, List<DeviceRule> devices) {
    if (layout.onLegacy(Controller.DEVICES) || !DeviceProgram.restricts(devices)) {
      return;
    }
    Group unified =
        groups.stream()
            .filter(Group::unified)
            .findFirst()
            .orElseThrow(
                () ->
                    new EngineException(
                        "device list: no cgroup hierarchy is mounted that can restrict devices"));
    gate.restrict(unified, devices);
  }
}
