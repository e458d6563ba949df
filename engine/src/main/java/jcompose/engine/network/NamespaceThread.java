package jcompose.engine.network;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NetlinkSocket;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * Does things in other network namespaces, on a thread of its own that comes home after each. What
 * is opened there stays there: a socket belongs to the namespace that its thread was in.
 */
public final class NamespaceThread implements AutoCloseable {
  private static final Path OWN = Path.of("/proc/thread-self/ns/net");

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "in other networks");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Descriptor home;

  /** A descriptor of the network namespace that the calling thread is in. */
  static Descriptor own() {
    return Descriptor.open(OWN, 0).aboveStreams();
  }

  /** Something that is opened or done in a namespace. It must not wait, nor start threads. */
  public <T> T in(Descriptor namespace, Callable<T> work) {
    Future<T> result;
    try {
      result = thread.submit(() -> there(namespace, work));
    } catch (RejectedExecutionException closed) {
      throw new EngineException("the networks are closed", closed);
    }
    try {
      return result.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted in another network namespace", interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw wrapped(failure.getCause());
    }
  }

  /** The same where the caller is already. */
  static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw wrapped(failure);
    }
  }

  private static EngineException wrapped(@Nullable Throwable failure) {
    return failure == null
        ? new EngineException("nothing was done in another network namespace")
        : new EngineException(String.valueOf(failure.getMessage()), failure);
  }

  /** A socket that configures a namespace. */
  Netlink netlink(Descriptor namespace) {
    return in(namespace, NamespaceThread::netlink);
  }

  /** The same for a namespace that is about to get links. */
  Netlink netlink(Descriptor namespace, List<EndpointSpec> endpoints) {
    return in(namespace, Ipv6Settings.opening(endpoints, NamespaceThread::netlink));
  }

  private static Netlink netlink() {
    return new Netlink(NetlinkSocket.open());
  }

  /** A socket to a namespace's packet rules. */
  Netlink rules(Descriptor namespace) {
    return in(namespace, () -> new Netlink(NetlinkSocket.openRules()));
  }

  private <T> T there(Descriptor namespace, Callable<T> work) throws Exception {
    Descriptor back = home == null ? own() : home;
    home = back;
    join(namespace);
    try {
      return work.call();
    } finally {
      join(back);
    }
  }

  private static void join(Descriptor namespace) {
    try {
      Kernel.check(
          "setns(<network namespace>, NET)",
          Syscall.SETNS,
          namespace.number(),
          NamespaceType.NETWORK.cloneFlag());
    } catch (SyscallException refused) {
      throw new EngineException(
          refused.getMessage()
              + ": networks need CAP_SYS_ADMIN where this machine's own network belongs; without it"
              + " only network_mode none and host are possible",
          refused);
    }
  }

  @Override
  public void close() {
    try {
      thread
          .submit(
              () -> {
                if (home != null) {
                  home.close();
                }
              })
          .get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RejectedExecutionException nothingToClose) {
      // closed before
    }
    thread.shutdown();
  }
}
