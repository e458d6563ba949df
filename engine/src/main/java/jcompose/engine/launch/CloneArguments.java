package jcompose.engine.launch;

import java.util.Set;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.spec.NamespaceType;

/**
 * A {@code struct clone_args} in native memory: clone(2).
 *
 * @param address where it is
 * @param pidfdAt where the kernel writes the process's descriptor
 */
record CloneArguments(long address, long pidfdAt) {
  static final int SIZE = 88;

  private static final long CLONE_VM = 0x100;
  private static final long CLONE_VFORK = 0x4000;

  /** Never VM without VFORK: the OOM killer would take this process for the container's. */
  static final long SHARING = CLONE_VM | CLONE_VFORK;

  /**
   * A copy of this process's memory; this process's thread waits until it executes all the same.
   */
  static final long COPYING = CLONE_VFORK;

  private static final long CLONE_PIDFD = 0x1000;
  private static final long CLONE_CLEAR_SIGHAND = 0x1_0000_0000L;
  private static final long CLONE_INTO_CGROUP = 0x2_0000_0000L;
  private static final int PIDFD = 8;
  private static final int EXIT_SIGNAL = 32;
  private static final int CGROUP = 80;
  private static final int SIGCHLD = 17;

  /**
   * Writes them into memory that the program is in.
   *
   * @param mode {@link #SHARING}, {@link #COPYING} or neither, and further flags
   */
  static CloneArguments in(ProgramMemory memory, Set<NamespaceType> made, long mode) {
    long flags = mode | CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    for (NamespaceType type : made) {
      flags |= type.cloneFlag();
    }
    CloneArguments arguments = new CloneArguments(memory.allocate(SIZE), memory.allocate(8));
    NativeMemory.putLong(arguments.address, flags);
    NativeMemory.putLong(arguments.address + PIDFD, arguments.pidfdAt);
    NativeMemory.putLong(arguments.address + EXIT_SIGNAL, SIGCHLD);
    return arguments;
  }

  /** Lets the process be born in a group of the v2 tree. */
  void intoCgroup(int folder) {
    NativeMemory.putLong(address, NativeMemory.getLong(address) | CLONE_INTO_CGROUP);
    NativeMemory.putLong(address + CGROUP, folder);
  }

  int pidfd() {
    return NativeMemory.getInt(pidfdAt);
  }
}
