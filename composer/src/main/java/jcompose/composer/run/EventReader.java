package jcompose.composer.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads a project's events, and those that come: the kernel tells of each change of the files. No
 * supervisor has to be there.
 */
public final class EventReader {
  private static final int CHUNK = 64 << 10;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final EventFiles files;
  private final Consumer<ContainerEvent> consumer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<Instant> until = Optional.empty();
  private Instant since = Instant.MIN;
  private @Nullable FileChannel open;
  private @Nullable Object inode;

  /** A reader of a project that there may be or not. */
  public EventReader(
      EngineDirectories directories, String project, Consumer<ContainerEvent> consumer) {
    this.files = new EventFiles(directories, project);
    this.consumer = consumer;
  }

  /**
   * Reads until a time, or for ever.
   *
   * @param from events since then that are still known; only those that come when empty
   */
  public void follow(Optional<Instant> from, Optional<Instant> to) {
    since = from.orElse(Instant.MIN);
    until = to;
    files.makeDirectory();
    try (WatchService watch = files.directory().getFileSystem().newWatchService()) {
      files
          .directory()
          .register(
              watch,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      begin(from.isPresent());
      read();
      while (changesBefore(watch)) {
        read();
      }
    } catch (IOException e) {
      throw new ComposerException(files.newest() + " cannot be read: " + IoReason.of(e), e);
    } finally {
      close();
    }
  }

  private void begin(boolean past) throws IOException {
    if (past) {
      openFile(files.older());
      drain();
    }
    openFile(files.newest());
    if (!past && open != null) {
      open.position(open.size());
    }
  }

  /** The rest of the file that is open, then that of the one that has taken its name. */
  private void read() throws IOException {
    drain();
    Object now = inode(files.newest());
    if (now != null && !now.equals(inode)) {
      drain(); // what came before it lost its name
      openFile(files.newest());
      drain();
    }
  }

  private static @Nullable Object inode(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void openFile(Path file) throws IOException {
    close();
    try {
      inode = inode(file);
      open = FileChannel.open(file);
    } catch (NoSuchFileException e) { // nothing has happened yet
      inode = null;
    }
  }

  private void drain() throws IOException {
    FileChannel from = open;
    if (from == null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    while (from.read(buffer) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          tell(RecordJson.read(line.toByteArray(), ContainerEvent.class));
          line.reset();
        } else {
          line.write(next);
        }
      }
      buffer.clear();
    }
  }

  private void tell(ContainerEvent event) {
    if (!event.time().isBefore(since) && until.filter(event.time()::isAfter).isEmpty()) {
      consumer.accept(event);
    }
  }

  /** A day at most: nanoseconds do not reach far. */
  private static Duration left(Instant end) {
    Duration left = Duration.between(Instant.now(), end);
    return left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
  }

  /** False when the time is over. */
  private boolean changesBefore(WatchService watch) {
    try {
      WatchKey key =
          until.isEmpty()
              ? watch.take()
              : watch.poll(left(until.get()).toNanos(), TimeUnit.NANOSECONDS);
      if (key == null) {
        return until.filter(Instant.now()::isBefore).isPresent();
      }
      key.pollEvents();
      key.reset();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void close() {
    line.reset();
    try {
      if (open != null) {
        open.close();
        open = null;
      }
    } catch (IOException e) {
      throw new ComposerException(files.newest() + ": " + IoReason.of(e), e);
    }
  }
}
