package jcompose.engine.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.EngineException;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.DeviceRule;

/** The groups of one container and what limits them; none is made yet. */
public final class GroupPlan {
  private final CgroupLayout layout;
  private final DeviceGate gate;
  private final List<Group> groups;
  private final List<Setting> settings;
  private final List<DeviceRule> devices;
  private final OptionalLong legacyPidsLimit;

  GroupPlan(
      CgroupLayout layout,
      DeviceGate gate,
      List<Group> groups,
      List<Setting> settings,
      List<DeviceRule> devices,
      OptionalLong legacyPidsLimit) {
    this.layout = layout;
    this.gate = gate;
    this.groups = groups;
    this.settings = settings;
    this.devices = List.copyOf(devices);
    this.legacyPidsLimit = legacyPidsLimit;
  }

  /**
   * Makes the groups and writes the limits; what was made is removed again when something fails.
   *
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  public CgroupSession create() {
    CgroupSession session = new CgroupSession(groups, legacyPidsLimit);
    try {
      groups.forEach(GroupMaker::make);
      write(session);
      restrictDevices();
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

  /** The groups as the container is to see them. */
  public List<GroupFolder> folders() {
    return GroupFolder.of(groups);
  }

  /** What {@link #create} and the birth in the groups do, as calls. */
  public GroupSteps steps() {
    List<String> made =
        new ArrayList<>(
            CgroupExplanation.made(groups, settings, new CgroupSession(groups, legacyPidsLimit)));
    if (gated()) {
      unified().ifPresent(group -> made.addAll(CgroupExplanation.devices(group, devices)));
    }
    return new GroupSteps(
        made,
        CgroupExplanation.entered(groups),
        unified().isPresent(),
        CgroupExplanation.launched(groups, legacyPidsLimit));
  }

  /**
   * Refuses limits that no group can hold.
   *
   * @throws EngineException naming the limit
   */
  void check() {
    settings.forEach(this::holder);
  }

  private void write(CgroupSession session) {
    try (SettingWriter writer = new SettingWriter()) {
      for (Setting setting : settings) {
        writer.write(holder(setting), setting, session.beforeLaunch(setting));
      }
    }
  }

  private Group holder(Setting setting) {
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

  private void restrictDevices() {
    if (gated()) {
      Group group =
          unified()
              .orElseThrow(
                  () ->
                      new EngineException(
                          "device list: no cgroup hierarchy is mounted that can restrict devices"));
      gate.restrict(group, devices);
    }
  }

  /** Whether a program of the v2 group decides on devices, not a list of the v1 group. */
  private boolean gated() {
    return !layout.onLegacy(Controller.DEVICES) && DeviceProgram.restricts(devices);
  }

  private Optional<Group> unified() {
    return groups.stream().filter(Group::unified).findFirst();
  }
}
