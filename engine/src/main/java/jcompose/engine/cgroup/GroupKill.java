package jcompose.engine.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/** Kills everything in a container's groups. */
final class GroupKill {
  /** Death takes longer only in an uninterruptible wait, for example for a dead network disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int SIGKILL = 9;

  private GroupKill() {}

  static void kill(List<Group> groups) {
    List<Group> there = groups.stream().filter(g -> Files.isDirectory(g.path())).toList();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // a process that v1 has frozen does not die before it is thawed
    freezer(there, "THAWED");
    for (Group group : there) {
      Path kill = group.file("cgroup.kill"); // Linux 5.14
      if (group.unified() && Files.exists(kill)) {
        CgroupFiles.write(kill, "1");
        GroupEvents.awaitEmpty(group.path(), left(deadline));
      }
    }
    // what v2 does not hold: frozen while it is signalled, so that no fork slips through
    for (Set<Integer> alive = pids(there); !alive.isEmpty(); alive = pids(there)) {
      if (System.nanoTime() > deadline) {
        throw new EngineException(
            "processes "
                + alive
                + " do not die from SIGKILL; see /proc/PID/stack for what they wait for");
      }
      killOnce(there, left(deadline));
    }
  }

  private static void killOnce(List<Group> groups, Duration patience) {
    List<Integer> descriptors = new ArrayList<>();
    freezer(groups, "FROZEN");
    try {
      for (int pid : pids(groups)) {
        long descriptor = Kernel.call(Syscall.PIDFD_OPEN, pid);
        if (descriptor >= 0) {
          descriptors.add((int) descriptor);
          Kernel.call(Syscall.PIDFD_SEND_SIGNAL, descriptor, SIGKILL);
        }
      }
    } finally {
      freezer(groups, "THAWED");
    }
    try (NativeMemory memory = new NativeMemory()) {
      long deadline = System.nanoTime() + patience.toNanos();
      descriptors.forEach(fd -> Poll.await(memory, fd, Poll.READABLE, left(deadline)));
    } finally {
      descriptors.forEach(CgroupFiles::close);
    }
  }

  private static void freezer(List<Group> groups, String state) {
    for (Group group : groups) {
      if (group.controllers().contains(Controller.FREEZER)) {
        for (Path folder : CgroupFiles.tree(group.path())) {
          try {
            CgroupFiles.write(folder.resolve("freezer.state"), state);
          } catch (SyscallException e) {
            if (Files.isDirectory(folder)) {
              throw e;
            }
          }
        }
      }
    }
  }

  private static Set<Integer> pids(List<Group> groups) {
    Set<Integer> pids = new TreeSet<>();
    groups.forEach(group -> pids.addAll(CgroupFiles.processes(group.path())));
    // v1 lists this process while the thread that cloned the container has not quite ended; a
    // program as short as /bin/true is over before that
    pids.remove((int) ProcessHandle.current().pid());
    return pids;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
