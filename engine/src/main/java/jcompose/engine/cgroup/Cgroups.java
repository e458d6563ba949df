package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;

/** The machine's cgroup hierarchies, and the groups that the engine makes in them. */
public final class Cgroups {
  private final CgroupLayout layout;
  private final String parent;
  private final boolean everywhere;

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
    return new Cgroups(
        CgroupLayout.parse(
            CgroupFiles.read(Path.of("/proc/self/mountinfo")),
            CgroupFiles.read(Path.of("/proc/cgroups")),
            unified -> CgroupFiles.read(unified.resolve("cgroup.controllers"))),
        parent,
        false);
  }

  /** Where each controller is. */
  public CgroupLayout layout() {
    return layout;
  }

  /**
   * Makes the groups and writes the limits; what was made is removed again when something fails.
   *
   * @param path where in every hierarchy; empty means {@code PARENT/ID}
   * @param devices which devices may be used; v1 holds them in a list, v2 asks a BPF program
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  public CgroupSession create(
      String id, Optional<String> path, Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = CgroupSettings.of(layout, resources, devices);
    GroupName name = GroupName.of(parent, id, path);
    List<Group> groups = layout.groups(name, needed(settings));
    layout.groups(name).forEach(GroupMaker::requireUnused);
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
    List<Group> groups = layout.groups(new GroupName(parent, "check", true), needed(settings));
    settings.forEach(setting -> holder(groups, setting));
  }

  /**
   * Refuses processors that this machine does not have.
   *
   * @throws EngineException naming those, and those that it has
   */
  public void checkProcessors(Resources resources) {
    Optional<String> cpus = resources.cpu().cpus();
    if (cpus.isPresent()) {
      ProcessorList online =
          ProcessorList.parse(CgroupFiles.read(Path.of("/sys/devices/system/cpu/online")));
      ProcessorList missing = ProcessorList.parse(cpus.get()).without(online);
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

  /** The groups that {@link #create} makes, as the container is to see them; nothing is made. */
  public List<GroupFolder> folders(
      String id, Optional<String> path, Resources resources, List<DeviceRule> devices) {
    List<Group> groups =
        layout.groups(
            GroupName.of(parent, id, path), needed(CgroupSettings.of(layout, resources, devices)));
    return GroupFolder.of(groups);
  }

  /** The groups of a container that was made before; one without any is empty. */
  public CgroupSession existing(String id, Optional<String> path) {
    return new CgroupSession(layout.groups(GroupName.of(parent, id, path)), OptionalLong.empty());
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

  private void write(List<Group> groups, List<Setting> settings, CgroupSession session) {
    try (SettingWriter writer = new SettingWriter()) {
      for (Setting setting : settings) {
        writer.write(holder(groups, setting), setting, session.beforeLaunch(setting));
      }
    }
  }

  private Group holder(List<Group> groups, Setting setting) {
    return groups.stream()
        .filter(group -> group.controllers().contains(setting.controller()))
        .findFirst()
        .orElseThrow(() -> missing(setting));
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

  /** What {@link #create} and the birth in the groups do, as calls. */
  public GroupSteps steps(
      String id, Optional<String> path, Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = CgroupSettings.of(layout, resources, devices);
    List<Group> groups = layout.groups(GroupName.of(parent, id, path), needed(settings));
    OptionalLong pidsLimit = legacyPidsLimit(resources);
    List<String> made =
        new ArrayList<>(
            CgroupExplanation.made(groups, settings, new CgroupSession(groups, pidsLimit)));
    Optional<Group> unified = groups.stream().filter(Group::unified).findFirst();
    if (!layout.onLegacy(Controller.DEVICES) && DeviceProgram.restricts(devices)) {
      unified.ifPresent(group -> made.addAll(CgroupExplanation.devices(group, devices)));
    }
    return new GroupSteps(
        made,
        CgroupExplanation.entered(groups),
        unified.isPresent(),
        CgroupExplanation.launched(groups, pidsLimit));
  }

  /** What this machine cannot limit and is left out. */
  public List<String> leftOut(Resources resources) {
    return CgroupSettings.leftOut(layout, resources);
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
    DeviceGate.attach(unified, DeviceProgram.of(devices));
  }
}
