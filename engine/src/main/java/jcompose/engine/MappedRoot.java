package jcompose.engine;

import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.RDONLY;

import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.rootfs.DeviceFolder;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.spec.NamespaceMode;

/** The parts of a container's root that are others in a user namespace of its own. */
final class MappedRoot {
  private static final Word SAFE = NOSUID.or(NODEV).or(NOEXEC);
  private static final long TERMINALS = 5;

  private final ProgramBuilder program;
  private final Map<String, Integer> inherited;
  private int sys = -1;
  private int proc = -1;

  MappedRoot(ProgramBuilder program, Map<String, Integer> inherited) {
    this.program = program;
    this.inherited = inherited;
  }

  /** Goes to the root. The kernel gives a /proc or /sys only to those who still see another. */
  void enter(Birth birth) {
    if (!birth.mountsOn("/sys")) {
      sys = inherited.containsKey("sys") ? tree("sys") : make("sysfs", SAFE.or(RDONLY));
    }
    if (!birth.mountsOn("/proc")) {
      proc = make("proc", SAFE);
    }
    int root = tree("root");
    program.add(OverlayRoot.enter(root));
    program.close(root);
  }

  void devices(Birth birth) {
    Map<String, Integer> nodes = new LinkedHashMap<>();
    inherited.forEach(
        (name, tree) -> {
          if (name.startsWith("device ")) {
            nodes.put(name.substring("device ".length()), tree);
          }
        });
    NamespaceMode.Mapped users = birth.spec().namespaces().users().orElseThrow();
    program.add(
        DeviceFolder.operations(birth.ownMemory(), nodes, users.hostGid(TERMINALS).isPresent()));
    nodes.values().forEach(program::close);
  }

  void sys() {
    attach(sys, "/sys");
  }

  void proc() {
    attach(proc, "/proc");
  }

  private void attach(int tree, String target) {
    program.add(MountCalls.moveMount(tree, target));
    program.close(tree);
  }

  private int make(String type, Word attributes) {
    int context = program.open(MountCalls.fsopen(type));
    program.add(MountCalls.fscreate(Word.of(context)));
    int tree = program.open(MountCalls.fsmount(Word.of(context), attributes));
    program.close(context);
    return tree;
  }

  private int tree(String name) {
    Integer tree = inherited.get(name);
    if (tree == null) {
      throw new IllegalStateException("nothing was opened for " + name);
    }
    return tree;
  }
}
