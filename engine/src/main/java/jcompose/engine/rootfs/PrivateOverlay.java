package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/**
 * A read-only overlay for kernels before 6.7, whose fsconfig takes no more than 255 bytes of
 * layers: mounted by mount(2) in a mount namespace that ends with the thread that made it. The
 * descriptor of its root keeps the overlay alive.
 */
final class PrivateOverlay {
  private static final long CLONE_NEWNS = 0x00020000;
  private static final long MS_PRIVATE_REC = 1 << 18 | 1 << 14;
  private static final long MS_RDONLY_NOSUID_NODEV_NOEXEC = 0xf;

  /** Any folder will do: nobody else sees what is mounted on it. */
  private static final String MOUNT_POINT = "/proc";

  private PrivateOverlay() {}

  /** The descriptor of the root of the overlay of these layers, the base first. */
  static int open(List<Path> layers) {
    FutureTask<Integer> task = new FutureTask<>(() -> mount(layers));
    Thread thread = new Thread(task, "private overlay");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while mounting an overlay", interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof SyscallException refused) {
        throw refused;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }

  private static int mount(List<Path> layers) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check("unshare(NEWNS)", Syscall.UNSHARE, CLONE_NEWNS);
      Kernel.check(
          "mount(\"/\", REC|PRIVATE)", Syscall.MOUNT, 0, memory.string("/"), 0, MS_PRIVATE_REC, 0);
      // Opened only now: overlayfs takes no layer of another mount namespace.
      try (LayerDescriptors open = LayerDescriptors.open(layers)) {
        String options = "lowerdir=" + String.join(":", open.topFirst());
        Kernel.check(
            "mount(\"overlay\", " + options + ")",
            Syscall.MOUNT,
            memory.string("overlay"),
            memory.string(MOUNT_POINT),
            memory.string("overlay"),
            MS_RDONLY_NOSUID_NODEV_NOEXEC,
            memory.string(options));
      }
      return (int)
          Kernel.check(
              "openat(overlay)",
              Syscall.OPENAT,
              OpenFlags.AT_FDCWD,
              memory.string(MOUNT_POINT),
              OpenFlags.DIRECTORY | OpenFlags.CLOEXEC);
    }
  }
}
