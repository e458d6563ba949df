package jcompose.engine.launch;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a network namespace ready for the next container: the kernel takes longer to make one than
 * all other namespaces together.
 *
 * <p>A thread of its own goes into each new namespace, leaves a descriptor behind and comes back.
 */
public final class NetworkSpare implements AutoCloseable {
  /** What the thread does, as a program would print it. */
  public static final String TEXT =
      """
      unshare(NETWORK)  # ahead, by a thread of its own
      ioctl(socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC), SIOCSIFFLAGS, {"lo", UP})
      <network namespace> = openat(CWD, "/proc/thread-self/ns/net", O_RDONLY|O_CLOEXEC)
      """;

  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM_CLOEXEC = 0x80002;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int IFREQ_SIZE = 40;
  private static final int IFREQ_FLAGS = 16;
  private static final short IFF_UP = 1;

  /**
   * A namespace, or why there is none.
   *
   * @param isLast whether there will never be another one
   */
  private record Made(
      @Nullable Descriptor namespace, @Nullable SyscallException failure, boolean isLast) {}

  private static final Made NO_MORE = new Made(null, null, true);

  private final Semaphore orders = new Semaphore(0);
  private final BlockingQueue<Made> ready = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "network namespaces");
  private boolean started;

  /** How many were ordered for nobody yet. */
  private int unclaimed;

  /** Makes sure that the next {@link #take} need not wait. */
  public void prepare() {
    prepare(1);
  }

  /** The same for so many that follow. */
  public synchronized void prepare(int count) {
    for (; unclaimed < count; unclaimed++) {
      order();
    }
  }

  /**
   * A network namespace that nobody else has, with {@code lo} up; the caller closes it.
   *
   * @throws EngineException when the kernel makes none
   */
  public Descriptor take() {
    claim();
    Made made = await();
    if (made.isLast()) {
      ready.add(made);
    }
    if (made.equals(NO_MORE)) {
      throw new EngineException("the engine is closed");
    }
    if (made.namespace() == null) {
      SyscallException failure = Objects.requireNonNull(made.failure());
      throw new EngineException(
          "network namespace: "
              + failure.getMessage()
              + Hints.forUnshare(NamespaceType.NETWORK, failure.errno()),
          failure);
    }
    return made.namespace();
  }

  /** Each who waits has an order of its own, or one that was nobody's. */
  private synchronized void claim() {
    if (unclaimed > 0) {
      unclaimed--;
    } else {
      order();
    }
  }

  private Made await() {
    try {
      return ready.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while a network namespace was made", interrupted);
    }
  }

  private void order() {
    if (!started) {
      started = true;
      thread.setDaemon(true);
      thread.start();
    }
    orders.release();
  }

  private void run() {
    try (Descriptor home = open()) {
      while (true) {
        orders.acquire();
        ready.add(make());
        // else the last one would live on with this thread
        Kernel.check(
            "setns(<own network>, NET)",
            Syscall.SETNS,
            home.number(),
            NamespaceType.NETWORK.cloneFlag());
      }
    } catch (InterruptedException closed) {
      // nothing more is wanted
    } catch (SyscallException failure) {
      ready.add(new Made(null, failure, true));
    }
  }

  private static Made make() {
    try {
      Kernel.check("unshare(NEWNET)", Syscall.UNSHARE, NamespaceType.NETWORK.cloneFlag());
      bringUpLoopback();
      return new Made(open(), null, false);
    } catch (SyscallException failure) {
      return new Made(null, failure, false);
    }
  }

  private static Descriptor open() {
    return Descriptor.open(Path.of("/proc/thread-self/ns/net"), 0).aboveStreams();
  }

  /** netdevice(7). */
  private static void bringUpLoopback() {
    int socket =
        (int) Kernel.check("socket(AF_INET)", Syscall.SOCKET, AF_INET, SOCK_DGRAM_CLOEXEC, 0);
    try (Descriptor open = Descriptor.owning(socket);
        NativeMemory memory = new NativeMemory()) {
      long request = memory.allocate(IFREQ_SIZE);
      NativeMemory.putShort(request, (short) ('l' | 'o' << 8));
      NativeMemory.putShort(request + IFREQ_FLAGS, IFF_UP);
      long result = Kernel.call(Syscall.IOCTL, open.number(), SIOCSIFFLAGS, request);
      if (result < 0 && result != -Errno.EPERM.number()) { // without CAP_NET_ADMIN it stays down
        throw new SyscallException("ioctl(SIOCSIFFLAGS, lo UP)", (int) -result);
      }
    }
  }

  private static void close(Made made) {
    if (made.namespace() != null) {
      made.namespace().close();
    }
  }

  @Override
  public synchronized void close() {
    thread.interrupt();
    started = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    ready.forEach(NetworkSpare::close);
    ready.clear();
    ready.add(NO_MORE);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
