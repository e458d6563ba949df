package jcompose.engine.cgroup;

import java.time.Duration;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/** Waiting for one descriptor; poll(2). */
final class Poll {
  static final int READABLE = 0x001;
  static final int PRIORITY = 0x002;

  private Poll() {}

  /** Whether the event came in time. */
  static boolean await(NativeMemory memory, int fd, int event, Duration patience) {
    long descriptor = memory.allocate(8);
    NativeMemory.putInt(descriptor, fd);
    NativeMemory.putShort(descriptor + 4, (short) event);
    long time = memory.allocate(16);
    NativeMemory.putLong(time, patience.toSeconds());
    NativeMemory.putLong(time + 8, patience.toNanosPart());
    long result = Kernel.call(Syscall.PPOLL, descriptor, 1, time, 0, 0);
    return result > 0 || result == -Errno.EINTR.number();
  }
}
