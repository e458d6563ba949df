package jcompose.engine.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;

/** Reads logs as they are now; needs no native library. */
public final class LogReader {
  private record Owned(String containerId, LogLine line) {}

  private LogReader() {}

  /** One container's lines, in the order of their times. */
  public static List<LogLine> read(Path logDirectory, LogQuery query) {
    List<LogLine> lines = new ArrayList<>();
    read(List.of(new LogSource("", logDirectory)), query, (id, line) -> lines.add(line));
    return lines;
  }

  /**
   * A container's first line since a time.
   *
   * @throws EngineException naming the file that cannot be read
   */
  public static Optional<LogLine> first(Path logDirectory, Instant since) {
    LogQuery query = new LogQuery(OptionalInt.empty(), Optional.of(since), Optional.empty());
    try (LineMerge merge = merge(List.of(new LogSource("", logDirectory)), query)) {
      for (LineMerge.Part part = merge.next(true); part != null; part = merge.next(true)) {
        if (part.wanted()) {
          return Optional.of(part.line());
        }
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw new EngineException("cannot read the log: " + IoReason.of(failure), failure);
    }
  }

  /**
   * Several containers' lines, in the order of their times; a container without a log has none.
   *
   * @throws EngineException naming the file that cannot be read
   */
  public static void read(List<LogSource> sources, LogQuery query, LogConsumer consumer) {
    try {
      if (query.tail().isPresent()) {
        tails(sources, query, consumer);
        return;
      }
      try (LineMerge merge = merge(sources, query)) {
        forward(merge, true, consumer);
      }
    } catch (IOException failure) {
      throw new EngineException("cannot read the log: " + IoReason.of(failure), failure);
    }
  }

  /**
   * Writes lines to where the containers wrote them; the quickest way, without an object per line.
   *
   * @param stderr may be the same as {@code stdout}
   * @throws IOException of the two streams
   */
  public static void copy(
      List<LogSource> sources,
      LogQuery query,
      LogFormat format,
      OutputStream stdout,
      OutputStream stderr)
      throws IOException {
    try (LineOutput output = new LineOutput(format, stdout, stderr)) {
      if (query.tail().isPresent()) {
        List<Owned> lines = new ArrayList<>();
        tails(sources, query, (id, line) -> lines.add(new Owned(id, line)));
        for (Owned owned : lines) {
          output.write(owned.containerId(), owned.line());
        }
        return;
      }
      try (LineMerge merge = merge(sources, query)) {
        for (LineMerge.Part part = merge.next(true); part != null; part = merge.next(true)) {
          if (part.wanted()) {
            output.write(part);
          }
        }
      }
    }
  }

  private static LineMerge merge(List<LogSource> sources, LogQuery query) throws IOException {
    LineMerge merge = new LineMerge();
    for (LogSource source : sources) {
      merge.add(source, query);
    }
    return merge;
  }

  /** Hands on what there is; the merge can go on later when this was not the last. */
  static void forward(LineMerge merge, boolean last, LogConsumer consumer) throws IOException {
    for (LineMerge.Part part = merge.next(last); part != null; part = merge.next(last)) {
      if (part.wanted()) {
        consumer.line(part.source.containerId(), part.line());
      }
    }
  }

  private static void tails(List<LogSource> sources, LogQuery query, LogConsumer consumer)
      throws IOException {
    List<Owned> lines = new ArrayList<>();
    for (LogSource source : sources) {
      try (LineMerge merge = merge(List.of(source), query)) {
        for (LogLine line : tail(merge, query.tail().orElse(0), true)) {
          lines.add(new Owned(source.containerId(), line));
        }
      }
    }
    lines.sort(Comparator.comparing(owned -> owned.line().time()));
    lines.forEach(owned -> consumer.line(owned.containerId(), owned.line()));
  }

  /** The last lines of a merge of one container's streams. */
  static Deque<LogLine> tail(LineMerge merge, int most, boolean last) throws IOException {
    Deque<LogLine> lines = new ArrayDeque<>();
    forward(
        merge,
        last,
        (id, line) -> {
          lines.add(line);
          if (lines.size() > most) {
            lines.removeFirst();
          }
        });
    return lines;
  }
}
