package jcompose.engine.network;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.spec.NamespaceType;

/**
 * Does things in another mount namespace. Its thread cannot come back from there, and ends when
 * nothing more is asked of it for a moment.
 */
final class MountThread {
  private static final long CLONE_FS = 0x200;
  private static final long IDLE_MILLIS = 200;
  private static final Map<Path, MountThread> ALL = new ConcurrentHashMap<>();

  private final Path namespace;
  private final ThreadPoolExecutor thread;
  private volatile boolean there;

  private MountThread(Path namespace) {
    this.namespace = namespace;
    thread =
        new ThreadPoolExecutor(
            1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), this::newThread);
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Does something in a namespace.
   *
   * @param namespace a link that stands for it
   * @throws jcompose.engine.linux.SyscallException when it cannot be entered
   */
  static <T> T in(Path namespace, Supplier<T> work) {
    return ALL.computeIfAbsent(namespace, MountThread::new).in(work);
  }

  private <T> T in(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(
              () -> {
                enter();
                return work.get();
              },
              thread)
          .join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private Thread newThread(Runnable tasks) {
    there = false;
    Thread made = new Thread(tasks, "host mounts");
    made.setDaemon(true);
    return made;
  }

  private void enter() {
    if (there) {
      return;
    }
    try (Descriptor target = Descriptor.open(namespace, 0)) {
      Kernel.check("unshare(FS)", Syscall.UNSHARE, CLONE_FS);
      Kernel.check(
          "setns(<mount namespace>, MOUNT)",
          Syscall.SETNS,
          target.number(),
          NamespaceType.MOUNT.cloneFlag());
    }
    there = true;
  }
}
