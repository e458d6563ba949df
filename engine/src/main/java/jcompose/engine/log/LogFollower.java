package jcompose.engine.log;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;

/**
 * Hands on lines as they are written; needs no native library.
 *
 * <p>The consumer is called on the follower's thread or on that of the caller of {@link #follow} or
 * {@link #finish}, never on two at once. A line is handed on when its newline is there, or when its
 * container has ended.
 */
public final class LogFollower implements AutoCloseable {
  private record Owned(String containerId, LogLine line) {}

  private final LogConsumer consumer;
  private final WatchService watcher;
  private final Map<WatchKey, LogSource> followed = new HashMap<>();
  private final LineMerge merge = new LineMerge();

  private LogFollower(LogConsumer consumer, WatchService watcher) {
    this.consumer = consumer;
    this.watcher = watcher;
  }

  /** One that follows nothing yet. */
  public static LogFollower open(LogConsumer consumer) {
    try {
      LogFollower follower = new LogFollower(consumer, FileSystems.getDefault().newWatchService());
      Thread thread = new Thread(follower::run, "log-follower");
      thread.setDaemon(true);
      thread.start();
      return follower;
    } catch (IOException failure) {
      throw new EngineException("cannot follow logs: " + IoReason.of(failure), failure);
    }
  }

  /**
   * Hands on the lines that are there, in the order of their times, and then those to come, without
   * a gap.
   *
   * @param query its tail and since choose among the lines that are there
   * @throws EngineException when a log's folder is not there
   */
  public synchronized void follow(List<LogSource> sources, LogQuery query) {
    List<Owned> tails = new ArrayList<>();
    try {
      for (LogSource source : sources) {
        followed.put(source.directory().register(watcher, ENTRY_CREATE, ENTRY_MODIFY), source);
        LineMerge own = new LineMerge();
        own.add(source, query);
        if (query.tail().isPresent()) {
          LogReader.tail(own, query.tail().getAsInt(), false)
              .forEach(line -> tails.add(new Owned(source.containerId(), line)));
        }
        merge.addAll(own);
      }
      tails.sort(Comparator.comparing(owned -> owned.line().time()));
      tails.forEach(owned -> consumer.line(owned.containerId(), owned.line()));
      LogReader.forward(merge, false, consumer);
    } catch (IOException failure) {
      throw new EngineException("cannot follow logs: " + IoReason.of(failure), failure);
    }
  }

  /**
   * Hands on the rest of a container's log, a line without a newline included, and follows it no
   * more; to be called when {@link LogPump#finish} is complete.
   */
  public synchronized void finish(String containerId) {
    for (Map.Entry<WatchKey, LogSource> entry : List.copyOf(followed.entrySet())) {
      if (entry.getValue().containerId().equals(containerId)) {
        entry.getKey().cancel();
        end(entry.getKey());
      }
    }
  }

  private void end(WatchKey key) {
    LogSource source = followed.remove(key);
    if (source == null) {
      return;
    }
    try (LineMerge ended = merge.remove(source)) {
      ended.retry(source);
      LogReader.forward(ended, true, consumer);
    } catch (IOException failure) {
      throw new EngineException("cannot read the log: " + IoReason.of(failure), failure);
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = watcher.take();
        synchronized (this) {
          deliver(key);
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      return;
    } catch (IOException failure) {
      throw new EngineException("cannot read the log: " + IoReason.of(failure), failure);
    }
  }

  /** What came in the folder of this key, and in those of the others that are signalled. */
  private void deliver(WatchKey first) throws IOException {
    List<WatchKey> gone = new ArrayList<>();
    for (WatchKey key = first; key != null; key = watcher.poll()) {
      key.pollEvents();
      if (!key.reset()) {
        gone.add(key);
      }
      LogSource source = followed.get(key);
      if (source != null) {
        merge.retry(source);
      }
    }
    LogReader.forward(merge, false, consumer);
    gone.forEach(this::end);
  }

  /** Hands on nothing more. */
  @Override
  public synchronized void close() {
    try {
      watcher.close();
      followed.clear();
      merge.close();
    } catch (IOException failure) {
      throw new EngineException("cannot stop following: " + IoReason.of(failure), failure);
    }
  }
}
