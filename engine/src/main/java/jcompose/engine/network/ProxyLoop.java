package jcompose.engine.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread that moves the bytes of all connections, started with the first. */
final class ProxyLoop implements AutoCloseable {
  /** What a channel's key is attached to. */
  interface Handler {
    /** Does what can be done now; a failure of its own connections ends only those. */
    void ready(SelectionKey key);

    /** Ends what was idle for long; answers whether there is anything left that could become so. */
    default boolean expire() {
      return false;
    }
  }

  private static final long EXPIRY_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 1000;

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private @Nullable Selector selector;
  private @Nullable Thread thread;

  /** Does something on the thread. */
  synchronized void run(Runnable task) {
    tasks.add(task);
    selector().wakeup();
  }

  /** Lets a handler know what happens to a channel. */
  void register(SelectableChannel channel, int interest, Handler handler) {
    Selector opened = selector();
    run(
        () -> {
          try {
            channel.register(opened, interest, handler);
          } catch (ClosedChannelException closed) {
            return; // given back meanwhile
          }
        });
  }

  /** Closes a channel, and returns when its port is free: Java keeps it until the next look. */
  void release(SelectableChannel channel) throws IOException {
    channel.close();
    Selector opened;
    synchronized (this) {
      opened = selector;
    }
    if (opened == null || !opened.isOpen()) {
      return;
    }
    CountDownLatch looked = new CountDownLatch(1);
    run(
        () -> {
          try {
            opened.selectNow();
          } catch (IOException | ClosedSelectorException gone) {
            // with all of its channels
          } finally {
            looked.countDown();
          }
        });
    try {
      while (opened.isOpen() && !looked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        opened.wakeup();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Selector selector() {
    if (selector == null) {
      try {
        selector = Selector.open();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      Selector opened = selector;
      thread = new Thread(() -> loop(opened), "port proxy");
      thread.setDaemon(true);
      thread.start();
    }
    return selector;
  }

  private void loop(Selector opened) {
    boolean expiring = false;
    try {
      while (opened.isOpen()) {
        if (expiring) {
          opened.select(EXPIRY_MILLIS);
        } else {
          opened.select();
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        List<SelectionKey> keys = List.copyOf(opened.selectedKeys());
        opened.selectedKeys().clear();
        for (SelectionKey key : keys) {
          if (key.isValid()) {
            ((Handler) key.attachment()).ready(key);
          }
        }
        expiring = expire(opened);
      }
    } catch (ClosedSelectorException closed) {
      // the end
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean expire(Selector opened) {
    boolean left = false;
    for (SelectionKey key : List.copyOf(opened.keys())) {
      left |= key.isValid() && ((Handler) key.attachment()).expire();
    }
    return left;
  }

  /** Ends the thread with all connections. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      if (selector == null) {
        return;
      }
      Selector opened = selector;
      tasks.add(
          () -> {
            try {
              for (SelectionKey key : opened.keys()) {
                key.channel().close();
              }
              opened.close();
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          });
      opened.wakeup();
      running = thread;
    }
    try {
      if (running != null) {
        running.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
