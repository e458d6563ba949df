package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** Removes groups that nobody is in any more. */
final class GroupRemoval {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofNanos(50_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private GroupRemoval() {}

  static void remove(List<Group> groups) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    groups.stream()
        .filter(Group::unified)
        .forEach(group -> GroupEvents.awaitEmpty(group.path(), PATIENCE));
    for (Group group : groups) {
      for (Path folder : CgroupFiles.tree(group.path())) {
        removeOne(folder, deadline);
      }
      if (!group.name().shared()) { // the engine's own parent stays while it runs
        removeMadeParents(group);
      }
    }
  }

  /**
   * A process leaves its group a moment after its parent has learned of its death, and v1 has no
   * event for that: it is tried again, ever more seldom.
   */
  private static void removeOne(Path folder, long deadline) {
    long pause = FIRST_PAUSE.toNanos();
    while (true) {
      try {
        CgroupFiles.removeFolder(folder);
        return;
      } catch (SyscallException e) {
        if (!e.is(Errno.EBUSY) || System.nanoTime() > deadline) {
          List<Integer> processes = CgroupFiles.processes(folder);
          throw new EngineException(
              "cgroup cannot be removed: "
                  + e.getMessage()
                  + (processes.isEmpty() ? "" : "; processes " + processes + " are in it"),
              e);
        }
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    }
  }

  /** A parent that the user made, with limits perhaps, stays. */
  private static void removeMadeParents(Group group) {
    List<Path> parents = group.parents();
    for (int i = parents.size() - 1; i >= 0 && MadeByEngine.is(parents.get(i)); i--) {
      if (!removeParent(parents.get(i))) {
        return;
      }
    }
  }

  /** Other containers' groups keep it. */
  static boolean removeParent(Path parent) {
    try {
      CgroupFiles.removeFolder(parent);
      return true;
    } catch (SyscallException e) {
      if (!e.is(Errno.EBUSY) && !e.is(Errno.ENOTEMPTY) && !e.is(Errno.ENOENT)) {
        throw e;
      }
      return false;
    }
  }
}
