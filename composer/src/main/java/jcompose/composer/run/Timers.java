package jcompose.composer.run;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread for everything that has its time, from the first such thing on. */
final class Timers implements AutoCloseable {
  private @Nullable ScheduledExecutorService clock;
  private boolean closed;

  /**
   * Runs a task later; it must not wait.
   *
   * @return by which it can be cancelled; nothing after the close
   */
  synchronized @Nullable ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (closed) {
      return null;
    }
    ScheduledExecutorService running = clock;
    if (running == null) {
      running =
          Executors.newSingleThreadScheduledExecutor(
              work -> {
                Thread thread = new Thread(work, "clock");
                thread.setDaemon(true);
                return thread;
              });
      clock = running;
    }
    return running.schedule(task, delay, unit);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (clock != null) {
      clock.shutdownNow();
    }
  }
}
