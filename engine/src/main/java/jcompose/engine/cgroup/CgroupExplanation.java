package jcompose.engine.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import jcompose.engine.spec.DeviceRule;

/** What is done to the cgroups for a container, as calls. */
final class CgroupExplanation {
  private CgroupExplanation() {}

  /** Before the process is made: its groups, and what limits them. */
  static List<String> made(List<Group> groups, List<Setting> settings, CgroupSession session) {
    List<String> lines = new ArrayList<>();
    for (Group group : groups) {
      lines.add("mkdir(\"" + group.path() + "\")");
      if (group.controllers().contains(Controller.CPUSET) && !group.unified()) {
        lines.add("# its cpuset.cpus and cpuset.mems become those of " + group.parent());
      }
    }
    for (Setting setting : settings) {
      groups.stream()
          .filter(group -> group.controllers().contains(setting.controller()))
          .findFirst()
          .ifPresent(group -> lines.add(write(group, setting, session.beforeLaunch(setting))));
    }
    return lines;
  }

  private static String write(Group group, Setting setting, String value) {
    return call(group, setting.file(), value)
        + (setting.optional() ? "  # if it is there" : "")
        + setting
            .otherwise()
            .map(other -> "  # or " + call(group, other.file(), other.value()))
            .orElse("");
  }

  static String call(Group group, String file, String value) {
    return "write(\"" + group.file(file) + "\", \"" + value + "\")";
  }

  /** The device program of a v2 group. */
  static List<String> devices(Group group, List<DeviceRule> devices) {
    List<String> lines = new ArrayList<>();
    lines.add("bpf(PROG_ATTACH, \"" + group.path() + "\", CGROUP_DEVICE)");
    DeviceProgram.of(devices).forEach(instruction -> lines.add("#   " + instruction.text()));
    return lines;
  }

  /** By the thread that clones, which is in the v1 groups then. */
  static List<String> entered(List<Group> groups) {
    return groups.stream()
        .filter(group -> !group.unified())
        .map(group -> call(group, "tasks", "0"))
        .toList();
  }

  /** When the process has begun and the thread has left. */
  static List<String> launched(List<Group> groups, OptionalLong legacyPidsLimit) {
    return legacyPidsLimit.isEmpty()
        ? List.of()
        : groups.stream()
            .filter(group -> group.controllers().contains(Controller.PIDS))
            .map(group -> call(group, "pids.max", Long.toString(legacyPidsLimit.getAsLong())))
            .toList();
  }
}
