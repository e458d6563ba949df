package jcompose.engine.launch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import jcompose.engine.linux.Epoll;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.EventFd;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.SyscallException;

/** One thread that learns of the end of all processes, its own children and adopted ones. */
public final class ExitWatcher implements AutoCloseable {
  private static final long STOP = -1;

  private final Epoll epoll = new Epoll();
  private final EventFd stop = new EventFd();
  private final Map<Integer, Consumer<Optional<ProcessEnd>>> watched = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "exit watcher");
  private final boolean kernelKeepsExit = KernelVersion.current().isAtLeast(6, 15);

  /** Starts the thread. */
  public ExitWatcher() {
    epoll.add(stop.descriptor(), STOP);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Watches a process.
   *
   * @param pidfd stays open until {@code ended} is called
   * @param ended called once, on the watcher's thread, with how it ended; empty when another
   *     process reaped it and the kernel (before 6.15) does not tell
   */
  public void watch(int pidfd, Consumer<Optional<ProcessEnd>> ended) {
    watched.put(pidfd, ended);
    epoll.add(pidfd, pidfd);
  }

  private void run() {
    while (true) {
      int count = epoll.await(-1);
      for (int i = 0; i < count; i++) {
        if (epoll.token(i) == STOP) {
          return;
        }
        ended((int) epoll.token(i));
      }
    }
  }

  private void ended(int pidfd) {
    Optional<ProcessEnd> end;
    try {
      end = ProcessEnd.reap(pidfd);
      if (end.isEmpty()) {
        return;
      }
    } catch (SyscallException notMine) {
      if (!notMine.is(Errno.ECHILD)) {
        throw notMine;
      }
      end = ProcessEnd.ofReaped(pidfd);
      if (end.isEmpty() && kernelKeepsExit && ProcessEnd.isUnreaped(pidfd)) {
        return; // its parent will reap it, which is news again
      }
    }
    epoll.remove(pidfd);
    Consumer<Optional<ProcessEnd>> callback = watched.remove(pidfd);
    if (callback != null) {
      callback.accept(end);
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    stop.signal();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    epoll.close();
    stop.close();
  }
}
