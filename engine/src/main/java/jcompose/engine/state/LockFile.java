package jcompose.engine.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.EngineException;

/**
 * A lock between processes and between threads, freed when its process dies.
 *
 * <p>It is a POSIX record lock: a child does not inherit it, as it would flock(2)'s, and a process
 * loses it when it closes any other descriptor of the file. So nobody else may open the file in
 * this process; the file is never removed.
 */
public final class LockFile implements AutoCloseable {
  /** The files that this process holds or is about to lock; also the monitor for them. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private boolean open = true;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits until the lock is free and takes it; makes the file when missing. */
  public static LockFile acquire(Path path) {
    Path file = canonical(path);
    synchronized (HELD) {
      while (!HELD.add(file)) {
        try {
          HELD.wait();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new EngineException("interrupted while waiting for " + file, interrupted);
        }
      }
    }
    return lock(file, true)
        .orElseThrow(() -> new IllegalStateException("no lock after waiting for " + file));
  }

  /** Takes the lock, or answers empty when another process or thread has it. */
  public static Optional<LockFile> tryAcquire(Path path) {
    Path file = canonical(path);
    synchronized (HELD) {
      if (!HELD.add(file)) {
        return Optional.empty();
      }
    }
    return lock(file, false);
  }

  /** The pid of the process that holds the lock, for a message; empty when nobody is known to. */
  public static OptionalLong holder(Path path) {
    Path file = canonical(path);
    // Inside the monitor: closing this reader must not cost a thread of this process its lock.
    synchronized (HELD) {
      if (HELD.contains(file)) {
        return OptionalLong.of(ProcessHandle.current().pid());
      }
      try {
        String text = Files.readString(file).trim();
        return text.matches("[0-9]{1,18}")
            ? OptionalLong.of(Long.parseLong(text))
            : OptionalLong.empty();
      } catch (IOException unreadable) {
        return OptionalLong.empty();
      }
    }
  }

  private static Optional<LockFile> lock(Path file, boolean wait) {
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(CREATE, WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        FileLock lock = wait ? channel.lock() : channel.tryLock();
        if (lock != null) {
          locked = true;
          writePid(channel);
          return Optional.of(new LockFile(file, channel));
        }
        return Optional.empty();
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    } catch (IOException failure) {
      throw new EngineException("cannot lock " + file + ": " + IoReason.of(failure), failure);
    } finally {
      if (!locked) {
        release(file);
      }
    }
  }

  /** The pid only serves messages: a full disk must not keep anyone from the lock. */
  private static void writePid(FileChannel channel) {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
    } catch (IOException ignored) {
      // holder() then answers empty
    }
  }

  private static Path canonical(Path path) {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null) {
      throw new EngineException("cannot lock " + path + ": is a directory");
    }
    try {
      Files.createDirectories(parent);
      return parent.toRealPath().resolve(name);
    } catch (IOException failure) {
      throw new EngineException("cannot lock " + path + ": " + IoReason.of(failure), failure);
    }
  }

  private static void release(Path file) {
    synchronized (HELD) {
      HELD.remove(file);
      HELD.notifyAll();
    }
  }

  /** Frees the lock; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      channel.truncate(0);
      channel.close();
    } catch (IOException failure) {
      throw new EngineException("cannot unlock " + file + ": " + IoReason.of(failure), failure);
    } finally {
      release(file);
    }
  }
}
