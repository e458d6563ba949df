package jcompose.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.rootfs.ContainerFiles;
import jcompose.engine.spec.NamespaceType;

/** A container that runs, seen from outside: without a program in it. */
public final class ContainerView {
  private final String name;
  private final ProcessIdentity process;

  ContainerView(String name, ProcessIdentity process) {
    this.name = name;
    this.process = process;
  }

  /** What is opened through /proc is the container's only if that process is still there then. */
  Descriptor open(String link, long flags) {
    Path path = Path.of("/proc", Integer.toString(process.pid()), link);
    try {
      Descriptor opened = Descriptor.open(path, flags);
      if (process.exists()) {
        return opened;
      }
      opened.close();
    } catch (SyscallException refused) {
      if (!refused.is(Errno.ENOENT) && !refused.is(Errno.ESRCH)) {
        throw failure(refused);
      }
    }
    throw new EngineException(name + ": cannot be looked at, it is not running");
  }

  /**
   * Does something in its network, on a thread of its own.
   *
   * @param work which may wait; it goes on after the time is over, and nobody hears of it then
   * @throws TimeoutException when the time is over
   * @throws ExecutionException with what the work threw
   */
  public <T> T inNetwork(Callable<T> work, Duration timeout)
      throws TimeoutException, ExecutionException, InterruptedException {
    CompletableFuture<T> result = new CompletableFuture<>();
    Descriptor network = open("ns/net", OpenFlags.RDONLY);
    Thread thread =
        new Thread(
            () -> {
              try (network) {
                Kernel.check(
                    "setns(<network of " + name + ">, NET)",
                    Syscall.SETNS,
                    network.number(),
                    NamespaceType.NETWORK.cloneFlag());
                result.complete(work.call());
              } catch (Exception failure) {
                result.completeExceptionally(failure);
              }
            },
            "in a container's network");
    thread.setDaemon(true);
    thread.start();
    return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Whether there is something at a path, with links followed as in the container: to nothing of
   * the host's.
   */
  public boolean has(String path) {
    try (Descriptor root = open("root", OpenFlags.PATH | OpenFlags.DIRECTORY)) {
      Optional<Integer> found = ContainerFiles.open(root.number(), path, OpenFlags.PATH);
      found.ifPresent(number -> Descriptor.owning(number).close());
      return found.isPresent();
    } catch (SyscallException refused) {
      throw failure(refused);
    }
  }

  private EngineException failure(SyscallException refused) {
    return new EngineException(name + ": cannot be looked at: " + refused.getMessage(), refused);
  }
}
