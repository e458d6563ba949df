package jcompose.engine.cgroup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/** The events by which a v2 group tells that its last process is gone, or frozen. */
final class GroupEvents {
  private static final int BUFFER = 256;

  private GroupEvents() {}

  /** Waits until neither the group nor any below it holds a process; false when time is up. */
  static boolean awaitEmpty(Path group, Duration patience) {
    return await(group, "populated", 0, patience);
  }

  /** Waits until everything in the group stands still, or may move again; false when time is up. */
  static boolean awaitFrozen(Path group, boolean frozen, Duration patience) {
    return await(group, "frozen", frozen ? 1 : 0, patience);
  }

  private static boolean await(Path group, String key, long value, Duration patience) {
    Path events = group.resolve("cgroup.events");
    if (!Files.exists(events)) {
      return true;
    }
    int fd = CgroupFiles.openFile(events);
    try (NativeMemory memory = new NativeMemory()) {
      long deadline = System.nanoTime() + patience.toNanos();
      long buffer = memory.allocate(BUFFER);
      while (true) {
        // reading arms the event: poll answers with what changed since
        long length = Kernel.call(Syscall.PREAD64, fd, buffer, BUFFER, 0);
        if (length < 0) {
          return true;
        }
        String text =
            new String(NativeMemory.getBytes(buffer, (int) length), StandardCharsets.UTF_8);
        if (CgroupFiles.number(text, key) == value) {
          return true;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        Poll.await(memory, fd, Poll.PRIORITY, Duration.ofNanos(left));
      }
    } finally {
      CgroupFiles.close(fd);
    }
  }
}
