package jcompose.engine.cgroup;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jcompose.engine.linux.Epoll;
import jcompose.engine.linux.EventFd;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/** One thread that learns when containers are out of memory; it begins with the first of them. */
public final class OomWatcher implements AutoCloseable {
  private static final long STOP = -1;

  private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
  private @Nullable Loop loop;
  private long next;
  private boolean closed;

  /** Being told, until it is closed. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** What is watched, and who is told. */
  private record Watched(OomWatch watch, Runnable listener) {}

  /** What the thread waits with. */
  private record Loop(Epoll epoll, EventFd stop, Thread thread) {}

  /**
   * Watches a container until the result is closed, which is fine after its groups are gone.
   *
   * @param listener called on the watcher's thread, each time; it must not wait
   */
  public synchronized Watch watch(CgroupSession session, Runnable listener) {
    if (closed) {
      return () -> {};
    }
    Optional<OomWatch> watch;
    try {
      watch = OomWatch.of(session.groups());
    } catch (SyscallException gone) {
      return () -> {}; // the container has ended already
    }
    if (watch.isEmpty()) {
      return () -> {};
    }
    long token = next++;
    watched.put(token, new Watched(watch.get(), listener));
    running().epoll().add(watch.get().descriptor(), token);
    return () -> forget(token);
  }

  private Loop running() {
    if (loop == null) {
      Epoll epoll = new Epoll();
      EventFd stop = new EventFd();
      epoll.add(stop.descriptor(), STOP);
      Thread thread = new Thread(() -> run(epoll), "oom watcher");
      thread.setDaemon(true);
      loop = new Loop(epoll, stop, thread);
      thread.start();
    }
    return loop;
  }

  private void run(Epoll epoll) {
    while (true) {
      int count = epoll.await(-1);
      for (int i = 0; i < count; i++) {
        if (epoll.token(i) == STOP) {
          return;
        }
        Watched told = watched.get(epoll.token(i));
        if (told != null && told.watch().outOfMemory()) {
          told.listener().run();
        }
      }
    }
  }

  private synchronized void forget(long token) {
    Watched forgotten = watched.remove(token);
    if (forgotten != null && loop != null) {
      loop.epoll().remove(forgotten.watch().descriptor());
      forgotten.watch().close();
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    Loop ending;
    synchronized (this) {
      closed = true;
      ending = loop;
    }
    if (ending == null) {
      return;
    }
    ending.stop().signal();
    boolean interrupted = false;
    while (ending.thread().isAlive()) {
      try {
        ending.thread().join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      watched.values().forEach(left -> left.watch().close());
      watched.clear();
      loop = null;
    }
    ending.epoll().close();
    ending.stop().close();
  }
}
