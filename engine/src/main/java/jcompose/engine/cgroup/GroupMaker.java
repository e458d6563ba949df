package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** Makes a container's group in one hierarchy, ready to be limited and entered. */
final class GroupMaker {
  /** Other commands remove an empty parent folder while this one fills it; each try is one race. */
  private static final int TRIES = 100;

  private GroupMaker() {}

  static void make(Group group) {
    if (group.unified()) {
      delegate(group.hierarchy(), group.controllers());
    }
    makeFolders(group);
    if (group.unified()) {
      group.parents().forEach(parent -> delegate(parent, group.controllers()));
    } else if (group.controllers().contains(Controller.CPUSET)) {
      // a new v1 cpuset is empty, and no process can enter an empty one
      Path above = group.hierarchy();
      for (Path folder : group.parents()) {
        inherit(above, folder);
        above = folder;
      }
      inherit(above, group.path());
    }
  }

  private static void makeFolders(Group group) {
    for (int i = 1; ; i++) {
      try {
        CgroupFiles.makeFolder(group.path());
        return;
      } catch (SyscallException e) {
        if (e.is(Errno.EEXIST)) {
          requireUnused(group);
          replace(group);
          return;
        }
        if (!e.is(Errno.ENOENT) || i == TRIES) {
          throw e;
        }
      }
      makeParent(group);
    }
  }

  private static void makeParent(Group group) {
    for (Path parent : group.parents()) {
      try {
        CgroupFiles.makeFolder(parent);
        if (!group.name().shared()) {
          MadeByEngine.mark(parent);
        }
      } catch (SyscallException e) {
        if (!e.is(Errno.EEXIST)) {
          throw e;
        }
      }
    }
  }

  /** Refuses a group that a container runs in. */
  private static void requireUnused(Group group) {
    List<Integer> processes = CgroupFiles.processes(group.path());
    if (!processes.isEmpty()) {
      throw new EngineException("cgroup " + group.path() + " already holds processes " + processes);
    }
  }

  /** A group that an interrupted command left behind has old limits and counters. */
  private static void replace(Group group) {
    CgroupFiles.tree(group.path()).forEach(CgroupFiles::removeFolder);
    CgroupFiles.makeFolder(group.path());
  }

  /** Enables what the tree offers and is not enabled yet, so that children get its files. */
  private static void delegate(Path folder, Set<Controller> controllers) {
    if (controllers.isEmpty()) {
      return;
    }
    Path file = folder.resolve("cgroup.subtree_control");
    Set<String> enabled =
        Arrays.stream(CgroupFiles.read(file).trim().split(" ", -1)).collect(Collectors.toSet());
    for (Controller controller : controllers) {
      String name = controller.unifiedName().orElseThrow();
      if (!enabled.contains(name)) {
        try {
          CgroupFiles.write(file, "+" + name);
        } catch (SyscallException e) {
          // processes are in the folder itself; whoever asks for a limit is told so
          if (!e.is(Errno.EBUSY)) {
            throw e;
          }
        }
      }
    }
  }

  private static void inherit(Path from, Path to) {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      if (CgroupFiles.read(to.resolve(file)).isBlank()) {
        CgroupFiles.write(to.resolve(file), CgroupFiles.read(from.resolve(file)).trim());
      }
    }
  }
}
