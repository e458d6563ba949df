package jcompose.engine.log;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

/** Hands on the bytes that a container writes from now on, without a wait for the end of a line. */
public final class RawFollower implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final WatchService watch;
  private final List<Tail> tails;
  private volatile @Nullable IOException failure;

  /** Takes what was written. */
  public interface Sink {
    /** The first bytes of a buffer, which is used again. */
    void take(LogStream stream, byte[] buffer, int length);
  }

  private RawFollower(WatchService watch, List<Tail> tails) {
    this.watch = watch;
    this.tails = tails;
  }

  /**
   * Begins at the end of what is there.
   *
   * @param directory the log's
   * @throws EngineException when there is no log
   */
  public static RawFollower open(Path directory, Sink sink) {
    try {
      WatchService watch = FileSystems.getDefault().newWatchService();
      directory.register(watch, ENTRY_CREATE, ENTRY_MODIFY);
      RawFollower follower =
          new RawFollower(
              watch,
              List.of(
                  new Tail(new SegmentFiles(directory, LogStream.STDOUT), sink),
                  new Tail(new SegmentFiles(directory, LogStream.STDERR), sink)));
      for (Tail tail : follower.tails) {
        tail.begin();
      }
      Thread thread = new Thread(follower::run, "raw-follower");
      thread.setDaemon(true);
      thread.start();
      return follower;
    } catch (IOException e) {
      throw new EngineException("cannot follow the log: " + IoReason.of(e), e);
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = watch.take();
        key.pollEvents();
        key.reset();
        read();
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      return;
    } catch (IOException e) { // told by whoever finishes
      failure = e;
    }
  }

  private synchronized void read() throws IOException {
    for (Tail tail : tails) {
      tail.read();
    }
  }

  /**
   * Hands on the rest; to be called when the container has ended.
   *
   * @throws EngineException when the log cannot be read
   */
  public void finish() {
    IOException before = failure;
    try {
      if (before != null) {
        throw before;
      }
      read();
    } catch (IOException e) {
      throw new EngineException("cannot read the log: " + IoReason.of(e), e);
    }
  }

  /** Hands on nothing more. */
  @Override
  public synchronized void close() {
    try {
      watch.close();
      for (Tail tail : tails) {
        tail.close();
      }
    } catch (IOException e) {
      throw new EngineException("cannot close the log: " + IoReason.of(e), e);
    }
  }

  /** The end of one stream. */
  private static final class Tail {
    private final SegmentFiles files;
    private final Sink to;
    private long number;
    private @Nullable FileChannel open;

    Tail(SegmentFiles files, Sink to) {
      this.files = files;
      this.to = to;
    }

    void begin() throws IOException {
      long[] numbers = files.numbers();
      if (numbers.length > 0 && open(numbers[numbers.length - 1])) {
        FileChannel last = open;
        if (last != null) {
          last.position(last.size());
        }
      }
    }

    void read() throws IOException {
      drain();
      for (long next : files.numbers()) {
        if (next > number) {
          drain(); // nothing is added to a file once there is a next one
          open(next);
          drain();
        }
      }
    }

    private boolean open(long next) throws IOException {
      close();
      number = next;
      try {
        open = FileChannel.open(files.log(next));
        return true;
      } catch (NoSuchFileException e) { // removed already: a fast writer
        return false;
      }
    }

    private void drain() throws IOException {
      FileChannel from = open;
      if (from == null) {
        return;
      }
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      while (from.read(buffer) > 0) {
        to.take(files.stream(), buffer.array(), buffer.position());
        buffer.clear();
      }
    }

    void close() throws IOException {
      if (open != null) {
        open.close();
        open = null;
      }
    }
  }
}
