package jcompose.engine;

import java.nio.file.Path;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/**
 * Held by who mounts a container's root: an upper layer that is mounted twice is damaged. A start
 * holds it until the container has its root, a copy from or to one that does not run until its end.
 */
final class RootLock implements AutoCloseable {
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int LOCK_UN = 8;

  private final Descriptor folder;

  private RootLock(Descriptor folder) {
    this.folder = folder;
  }

  /** Waits until nobody else holds it. */
  static RootLock acquire(Path container) {
    return take(container, LOCK_EX);
  }

  /**
   * Waits for nobody: who copies may do so for as long as somebody reads.
   *
   * @throws EngineException when somebody else holds it
   */
  static RootLock acquireNow(Path container) {
    try {
      return take(container, LOCK_EX | LOCK_NB);
    } catch (SyscallException failure) {
      if (failure.is(Errno.EAGAIN)) {
        throw new EngineException(
            "its files are being copied ('jcompose cp' or 'export'); start it when that has ended",
            failure);
      }
      throw failure;
    }
  }

  private static RootLock take(Path container, int how) {
    Descriptor folder = Descriptor.open(container, OpenFlags.DIRECTORY);
    try {
      Kernel.check("flock(\"" + container + "\")", Syscall.FLOCK, folder.number(), how);
      return new RootLock(folder);
    } catch (SyscallException failure) {
      folder.close();
      throw failure;
    }
  }

  /** A child that has not executed yet has the descriptor, too: closing it is not enough. */
  @Override
  public void close() {
    Kernel.call(Syscall.FLOCK, folder.number(), LOCK_UN);
    folder.close();
  }
}
