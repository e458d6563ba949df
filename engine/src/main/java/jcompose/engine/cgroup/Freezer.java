package jcompose.engine.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import jcompose.engine.EngineException;

/**
 * Stops the processes of a container where they stand, and lets them go on. A v2 tree can do it
 * even where the controllers are on v1, and tells when it is done; v1's freezer has to be asked.
 */
final class Freezer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofNanos(50_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final Group group;
  private final boolean unified;

  private Freezer(Group group) {
    this.group = group;
    this.unified = group.unified();
  }

  /** The one of a container that is there; empty when it has no group that can freeze. */
  static Optional<Freezer> of(List<Group> groups) {
    return groups.stream()
        .filter(Group::unified)
        .filter(group -> Files.exists(group.file("cgroup.freeze")))
        .findFirst()
        .or(
            () ->
                groups.stream()
                    .filter(group -> group.controllers().contains(Controller.FREEZER))
                    .filter(group -> Files.isDirectory(group.path()))
                    .findFirst())
        .map(Freezer::new);
  }

  /** Whether everything in it stands still, or is about to. */
  boolean isFrozen() {
    return unified
        ? CgroupFiles.read(group.file("cgroup.freeze")).trim().equals("1")
        : !CgroupFiles.read(group.file("freezer.state")).trim().equals("THAWED");
  }

  /**
   * Freezes; when that is not done in time, everything goes on as before.
   *
   * @throws EngineException when a process does not stand still
   */
  void freeze() {
    if (!write(true)) {
      write(false);
      throw new EngineException(
          "its processes do not stand still: one waits in the kernel for something that does not"
              + " come, see /proc/PID/stack of "
              + CgroupFiles.processes(group.path()));
    }
  }

  /** Lets everything go on. */
  void thaw() {
    write(false);
  }

  private boolean write(boolean frozen) {
    if (unified) {
      CgroupFiles.write(group.file("cgroup.freeze"), frozen ? "1" : "0");
      return GroupEvents.awaitFrozen(group.path(), frozen, PATIENCE);
    }
    String state = frozen ? "FROZEN" : "THAWED";
    Path file = group.file("freezer.state");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CgroupFiles.write(file, state);
    long pause = FIRST_PAUSE.toNanos();
    // The kernel's documentation: reading moves FREEZING on to FROZEN; there is no event.
    while (!CgroupFiles.read(file).trim().equals(state)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    }
    return true;
  }
}
