package jcompose.engine.cgroup;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** Gives the groups of a running container new limits: all of them, or none. */
final class CgroupUpdate {
  private static final String MEMORY_LIMIT = "memory.limit_in_bytes";
  private static final String MEMORY_AND_SWAP = "memory.memsw.limit_in_bytes";

  private final List<Group> groups;
  private final Deque<Written> written = new ArrayDeque<>();

  /** A setting that was there before. */
  private record Written(Group group, Setting setting, String before) {}

  CgroupUpdate(List<Group> groups) {
    this.groups = groups;
  }

  /**
   * Writes the settings; when one is refused, those before it are what they were.
   *
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  void apply(List<Setting> settings) {
    try (SettingWriter writer = new SettingWriter()) {
      for (Setting setting : ordered(settings)) {
        Group group = holder(setting);
        enter(group);
        String before = CgroupFiles.read(group.file(setting.file())).trim();
        writer.write(group, setting, setting.value());
        written.addFirst(new Written(group, setting, before));
      }
    } catch (RuntimeException refused) {
      undo(refused);
      throw refused instanceof SyscallException
          ? new EngineException("cgroup: " + refused.getMessage(), refused)
          : refused;
    }
  }

  /** On v1 memory and swap together are never less than memory: what grows, grows first. */
  private List<Setting> ordered(List<Setting> settings) {
    Optional<Setting> memory = named(settings, MEMORY_LIMIT);
    Optional<Setting> both = named(settings, MEMORY_AND_SWAP);
    if (memory.isEmpty() || both.isEmpty()) {
      return settings;
    }
    String now = CgroupFiles.read(holder(both.get()).file(MEMORY_AND_SWAP)).trim();
    long wanted = Long.parseLong(memory.get().value());
    if (now.isEmpty() || (wanted >= 0 && wanted <= Long.parseLong(now))) {
      return settings;
    }
    List<Setting> ordered = new ArrayList<>(settings);
    ordered.remove(both.get());
    ordered.add(ordered.indexOf(memory.get()), both.get());
    return ordered;
  }

  private static Optional<Setting> named(List<Setting> settings, String file) {
    return settings.stream().filter(setting -> setting.file().equals(file)).findFirst();
  }

  private Group holder(Setting setting) {
    return groups.stream()
        .filter(group -> group.controllers().contains(setting.controller()))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    setting.field()
                        + ": this kernel has no "
                        + setting.controller().legacyName()
                        + " cgroup controller mounted"));
  }

  /** A hierarchy that limited nothing so far has no group of the container. */
  private void enter(Group group) {
    if (Files.isDirectory(group.path())) {
      return;
    }
    GroupMaker.make(group);
    Set<Integer> moved = new HashSet<>();
    // What forks meanwhile is found by the next look; a child of what was moved is in already.
    for (Set<Integer> left = processes(moved); !left.isEmpty(); left = processes(moved)) {
      for (int pid : left) {
        try {
          CgroupFiles.write(group.file("cgroup.procs"), Integer.toString(pid));
        } catch (SyscallException e) {
          if (!e.is(Errno.ESRCH)) {
            throw e;
          }
        }
        moved.add(pid);
      }
    }
  }

  private Set<Integer> processes(Set<Integer> moved) {
    Set<Integer> left = new HashSet<>();
    groups.forEach(group -> left.addAll(CgroupFiles.processes(group.path())));
    left.removeAll(moved);
    return left;
  }

  private void undo(RuntimeException refused) {
    try (SettingWriter writer = new SettingWriter()) {
      for (Written change : written) {
        for (String line : change.before().lines().toList()) {
          writer.write(change.group(), change.setting(), line);
        }
      }
    } catch (RuntimeException further) {
      refused.addSuppressed(further);
    }
  }
}
