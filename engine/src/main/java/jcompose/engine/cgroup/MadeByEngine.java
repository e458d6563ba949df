package jcompose.engine.cgroup;

import java.nio.file.Path;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/** The mark of a group that the engine made above a container's, so that it goes with the last. */
final class MadeByEngine {
  private static final String ATTRIBUTE = "trusted.jcompose";

  private MadeByEngine() {}

  static void mark(Path group) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "setxattr(\"" + group + "\", \"" + ATTRIBUTE + "\")",
          Syscall.SETXATTR,
          memory.string(group.toString()),
          memory.string(ATTRIBUTE),
          memory.string("made"),
          4,
          0);
    }
  }

  static boolean is(Path group) {
    try (NativeMemory memory = new NativeMemory()) {
      return Kernel.call(
              Syscall.LGETXATTR,
              memory.string(group.toString()),
              memory.string(ATTRIBUTE),
              memory.allocate(8),
              8)
          > 0;
    }
  }
}
