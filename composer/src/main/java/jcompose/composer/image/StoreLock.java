package jcompose.composer.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is being pulled or made into a container from being removed meanwhile: many may use
 * the store at once, one may remove from it. Between processes by a lock on a file, between threads
 * by counting.
 */
final class StoreLock {
  private static final Map<Path, Holders> HOLDERS = new HashMap<>();

  /** Who holds the lock of one file in this process; guarded by {@link #HOLDERS}. */
  private static final class Holders {
    private int users;
    private boolean exclusive;
    private @Nullable FileChannel channel;
  }

  private StoreLock() {}

  /** Does something while nobody removes from the store. */
  static <T> T shared(Path file, Supplier<T> work) {
    synchronized (HOLDERS) {
      Holders holders = HOLDERS.computeIfAbsent(file, key -> new Holders());
      while (holders.exclusive) {
        await(file);
      }
      if (holders.users == 0) {
        holders.channel = lock(file, true);
      }
      holders.users++;
    }
    try {
      return work.get();
    } finally {
      release(file);
    }
  }

  /** Does something while nobody else uses the store. */
  static <T> T exclusive(Path file, Supplier<T> work) {
    synchronized (HOLDERS) {
      Holders holders = HOLDERS.computeIfAbsent(file, key -> new Holders());
      while (holders.exclusive || holders.users > 0) {
        await(file);
      }
      holders.channel = lock(file, false);
      holders.exclusive = true;
      holders.users = 1;
    }
    try {
      return work.get();
    } finally {
      release(file);
    }
  }

  private static void await(Path file) {
    try {
      HOLDERS.wait();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ImageException("interrupted while waiting for " + file, interrupted);
    }
  }

  private static @Nullable FileChannel lock(Path file, boolean shared) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.lock(0, Long.MAX_VALUE, shared);
      if (!lock.isValid()) {
        throw new IOException("the lock was lost");
      }
      return channel;
    } catch (IOException failure) {
      if (shared && String.valueOf(failure.getMessage()).contains("Read-only file system")) {
        return null; // nothing can be removed either
      }
      throw new ImageException("cannot lock " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private static void release(Path file) {
    synchronized (HOLDERS) {
      Holders holders = Objects.requireNonNull(HOLDERS.get(file));
      holders.users--;
      if (holders.users == 0) {
        holders.exclusive = false;
        FileChannel channel = holders.channel;
        holders.channel = null;
        HOLDERS.notifyAll();
        if (channel != null) {
          unlock(file, channel);
        }
      }
    }
  }

  private static void unlock(Path file, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new ImageException("cannot unlock " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
