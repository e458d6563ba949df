package jcompose.engine.log;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Epoll;
import jcompose.engine.linux.EventFd;
import jcompose.engine.linux.Splice;
import jcompose.engine.linux.SyscallException;

/**
 * Moves the output of all containers to their log files, on one thread.
 *
 * <p>No byte is lost or doubled when the process is killed: bytes are in a FIFO until they are in a
 * file, and whoever attaches next goes on at the file's end.
 */
public final class LogPump implements AutoCloseable {
  /**
   * After a round the pump rests, so that many small writes become one move; output after a quiet
   * time is moved at once.
   */
  private static final long REST_NANOS = 3_000_000;

  /** Nothing tells when a full disk has room again: then, and only then, the pump looks by time. */
  private static final int RETRY_MILLIS = 1000;

  private static final long WAKE = 0;

  private final LogLimits limits;
  private final Consumer<String> problems;
  private final Epoll epoll = new Epoll();
  private final EventFd wake = new EventFd();
  private final Splice splice = new Splice();
  private final PumpClock clock = new PumpClock(Clock.systemUTC());
  private final AtomicLong tokens = new AtomicLong(WAKE);
  private final Map<Long, PumpedStream> streams = new ConcurrentHashMap<>();
  private final Map<String, List<Long>> containers = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> finishing = new ConcurrentHashMap<>();
  private final Queue<String> toFinish = new ConcurrentLinkedQueue<>();
  private final Set<Long> ready = new LinkedHashSet<>();
  private final Set<Long> blocked = new LinkedHashSet<>();
  private final Thread thread = new Thread(this::run, "log-pump");
  private volatile boolean closing;
  private long retryAt;

  private LogPump(LogLimits limits, Consumer<String> problems) {
    this.limits = limits;
    this.problems = problems;
  }

  /** A running pump with the default limits. */
  public static LogPump open(Consumer<String> problems) {
    return open(LogLimits.DEFAULT, problems);
  }

  /**
   * A running pump.
   *
   * @param problems told once, on the pump's thread, when a log cannot be written (a full disk),
   *     and when it can be again; in between its container's writers wait
   */
  public static LogPump open(LogLimits limits, Consumer<String> problems) {
    LogPump pump = new LogPump(limits, problems);
    pump.epoll.add(pump.wake.descriptor(), WAKE);
    pump.thread.setDaemon(true);
    pump.thread.start();
    return pump;
  }

  /**
   * Moves what comes out of two FIFOs, from now to {@link #finish}.
   *
   * @param logDirectory made when missing; an earlier log in it is continued
   * @throws EngineException naming what could not be opened
   */
  public void attach(String containerId, Path stdoutFifo, Path stderrFifo, Path logDirectory) {
    attach(containerId, stdoutFifo, stderrFifo, logDirectory, limits);
  }

  /** The same with limits of its own. */
  public void attach(
      String containerId, Path stdoutFifo, Path stderrFifo, Path logDirectory, LogLimits limits) {
    claim(containerId);
    List<PumpedStream> opened = new ArrayList<>();
    try {
      opened.add(stream(containerId, fifo(stdoutFifo), logDirectory, LogStream.STDOUT, limits));
      opened.add(stream(containerId, fifo(stderrFifo), logDirectory, LogStream.STDERR, limits));
      watch(containerId, opened);
    } catch (RuntimeException failure) {
      abandon(containerId, opened);
      throw failure;
    }
  }

  /**
   * Moves what comes out of a pseudo terminal to the stdout log, from now to {@link #finish}.
   *
   * @param masterFd stays the caller's, who may close it after {@link #finish}
   */
  public void attachTerminal(
      String containerId, int masterFd, Path logDirectory, LogLimits limits) {
    claim(containerId);
    List<PumpedStream> opened = new ArrayList<>();
    try {
      opened.add(
          stream(
              containerId,
              new ByteSource.Terminal(masterFd),
              logDirectory,
              LogStream.STDOUT,
              limits));
      watch(containerId, opened);
    } catch (RuntimeException failure) {
      abandon(containerId, opened);
      throw failure;
    }
  }

  /**
   * Moves what is left of a dead container's output and lets go of it.
   *
   * @return complete when every byte is in a file, or after some seconds of a full disk; at once
   *     for a container that is not attached
   */
  public CompletableFuture<Void> finish(String containerId) {
    if (!containers.containsKey(containerId)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> future =
        finishing.computeIfAbsent(containerId, id -> new CompletableFuture<>());
    toFinish.add(containerId);
    wake.signal();
    return future;
  }

  private void claim(String containerId) {
    if (closing || containers.putIfAbsent(containerId, List.of()) != null) {
      throw new EngineException(
          closing ? "the log pump is closed" : "the log of " + containerId + " is open already");
    }
  }

  private ByteSource fifo(Path path) {
    try {
      return ByteSource.Fifo.open(path, splice);
    } catch (SyscallException failure) {
      throw new EngineException("cannot read the output: " + failure.getMessage(), failure);
    }
  }

  private PumpedStream stream(
      String containerId, ByteSource source, Path directory, LogStream stream, LogLimits limits) {
    SegmentFiles files = new SegmentFiles(directory, stream);
    PumpedStream opened = new PumpedStream(containerId, source, files, limits, problems);
    try {
      if (files.makeFolder() && files.any()) {
        opened.open(); // it may have bytes without a time stamp, which a kill left
      }
      return opened;
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  private void watch(String containerId, List<PumpedStream> opened) {
    List<Long> own = new ArrayList<>();
    opened.forEach(stream -> own.add(tokens.incrementAndGet()));
    containers.put(containerId, List.copyOf(own));
    for (int i = 0; i < own.size(); i++) {
      streams.put(own.get(i), opened.get(i));
      epoll.add(opened.get(i).descriptor(), own.get(i));
    }
  }

  private void abandon(String containerId, List<PumpedStream> opened) {
    List<Long> own = containers.remove(containerId);
    if (own != null) {
      own.forEach(streams::remove);
    }
    opened.forEach(PumpedStream::close);
  }

  private void run() {
    while (!closing) {
      await();
      boolean moved = !ready.isEmpty();
      for (Long token : List.copyOf(ready)) {
        turn(token);
      }
      if (moved && ready.isEmpty()) {
        wake.await(REST_NANOS);
      }
    }
  }

  private void await() {
    int count = epoll.await(!ready.isEmpty() ? 0 : blocked.isEmpty() ? -1 : RETRY_MILLIS);
    for (int i = 0; i < count; i++) {
      long token = epoll.token(i);
      if (token == WAKE) {
        wake.clear();
        beginToFinish();
      } else if (!blocked.contains(token)) {
        ready.add(token);
      }
    }
    if (!blocked.isEmpty() && System.nanoTime() - retryAt >= 0) {
      ready.addAll(blocked);
      blocked.clear();
    }
  }

  private void beginToFinish() {
    for (String id = toFinish.poll(); id != null; id = toFinish.poll()) {
      List<Long> own = containers.get(id);
      if (own == null) {
        endContainer(id); // a second request, which came as the first was done
        continue;
      }
      for (Long token : own) {
        PumpedStream stream = streams.get(token);
        if (stream != null && !stream.finishing()) {
          stream.finish();
          if (!blocked.contains(token)) {
            ready.add(token);
          }
        }
      }
    }
  }

  private void turn(Long token) {
    PumpedStream stream = streams.get(token);
    PumpedStream.Turn turn = stream == null ? PumpedStream.Turn.EMPTY : turn(stream);
    if (turn == PumpedStream.Turn.MORE) {
      return;
    }
    ready.remove(token);
    if (turn == PumpedStream.Turn.BLOCKED && stream != null && !stream.givesUp()) {
      if (blocked.isEmpty()) {
        retryAt = System.nanoTime() + RETRY_MILLIS * 1_000_000L;
      }
      blocked.add(token);
    } else if (stream != null && stream.finishing()) {
      streams.remove(token);
      end(stream);
      endContainer(stream.containerId());
    }
  }

  private void end(PumpedStream stream) {
    try {
      stream.end(clock);
    } catch (RuntimeException failure) {
      stream.report(String.valueOf(failure.getMessage()));
    }
  }

  /** One stream's trouble is not to stop the others. */
  private PumpedStream.Turn turn(PumpedStream stream) {
    try {
      return stream.turn(clock);
    } catch (RuntimeException failure) {
      stream.report(String.valueOf(failure.getMessage()));
      return PumpedStream.Turn.BLOCKED;
    }
  }

  private void endContainer(String containerId) {
    List<Long> own = containers.getOrDefault(containerId, List.of());
    if (own.stream().noneMatch(streams::containsKey)) {
      containers.remove(containerId);
      CompletableFuture<Void> future = finishing.remove(containerId);
      if (future != null) {
        // Elsewhere, since what follows may take its time.
        future.completeAsync(() -> null);
      }
    }
  }

  /** Stops; what is not moved stays in the FIFOs for who attaches next. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    wake.signal();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return; // the pump's thread may still use what would be closed here
    }
    streams.values().forEach(PumpedStream::close);
    finishing
        .values()
        .forEach(f -> f.completeExceptionally(new EngineException("the log pump is closed")));
    epoll.close();
    wake.close();
    splice.close();
  }
}
