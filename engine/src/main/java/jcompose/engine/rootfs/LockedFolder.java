package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/**
 * A folder held by flock(2), between processes as well as between threads.
 *
 * <p>Not a POSIX record lock: two processes that each unpack one layer and wait for the other's
 * look like a deadlock to the kernel (EDEADLK), which knows processes, not threads. Unlocked
 * explicitly, since a child that has not yet executed its program holds the descriptor too.
 */
final class LockedFolder implements AutoCloseable {
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int LOCK_UN = 8;

  private final Path path;
  private final int descriptor;
  private final boolean made;

  private LockedFolder(Path path, int descriptor, boolean made) {
    this.path = path;
    this.descriptor = descriptor;
    this.made = made;
  }

  /** Makes the folder when missing and waits for its lock. */
  static LockedFolder makeAndLock(Path path) {
    CallBuffers buffers = new CallBuffers();
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    while (true) {
      long made = Kernel.call(Syscall.MKDIRAT, OpenFlags.AT_FDCWD, buffers.path(name), 0755);
      if (made < 0 && made != -Errno.EEXIST.number()) {
        throw new SyscallException("mkdirat(\"" + path + "\")", (int) -made);
      }
      int descriptor = open(buffers, name);
      if (descriptor >= 0) {
        lock(path, descriptor, LOCK_EX);
        return new LockedFolder(path, descriptor, made == 0);
      }
      if (descriptor != -Errno.ENOENT.number()) {
        throw new SyscallException("openat(\"" + path + "\")", -descriptor);
      }
    }
  }

  /** Locks an existing folder unless it is locked or gone. */
  static Optional<LockedFolder> tryLock(Path path) {
    CallBuffers buffers = new CallBuffers();
    int descriptor = open(buffers, path.toString().getBytes(StandardCharsets.UTF_8));
    if (descriptor < 0) {
      return Optional.empty();
    }
    if (!lock(path, descriptor, LOCK_EX | LOCK_NB)) {
      Kernel.call(Syscall.CLOSE, descriptor);
      return Optional.empty();
    }
    return Optional.of(new LockedFolder(path, descriptor, false));
  }

  private static int open(CallBuffers buffers, byte[] name) {
    return (int)
        Kernel.call(
            Syscall.OPENAT,
            OpenFlags.AT_FDCWD,
            buffers.path(name),
            OpenFlags.DIRECTORY | OpenFlags.NOFOLLOW | OpenFlags.CLOEXEC);
  }

  private static boolean lock(Path path, int descriptor, int operation) {
    long result = Kernel.call(Syscall.FLOCK, descriptor, operation);
    while (result == -Errno.EINTR.number()) {
      result = Kernel.call(Syscall.FLOCK, descriptor, operation);
    }
    if (result < 0 && result != -Errno.EAGAIN.number()) {
      throw new SyscallException("flock(\"" + path + "\")", (int) -result);
    }
    return result == 0;
  }

  /** Whether this call made it; otherwise somebody made it before, and perhaps died. */
  boolean isNew() {
    return made && !isStale();
  }

  /** Whether the path leads to another folder by now, or to none. */
  boolean isStale() {
    try {
      byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
      FileStatus now = FileStatus.of((int) OpenFlags.AT_FDCWD, name);
      return now.inode() != FileStatus.of(descriptor).inode();
    } catch (SyscallException gone) {
      return true;
    }
  }

  @Override
  public void close() {
    Kernel.call(Syscall.FLOCK, descriptor, LOCK_UN);
    Kernel.call(Syscall.CLOSE, descriptor);
  }
}
