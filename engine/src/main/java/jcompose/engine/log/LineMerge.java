package jcompose.engine.log;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of several streams in the order of their times. */
final class LineMerge implements AutoCloseable {
  /** One stream of one container. */
  static final class Part implements AutoCloseable {
    final LogSource source;
    final LogStream stream;
    final LogQuery query;
    final LineCursor cursor;
    private boolean loaded;
    private boolean exhausted;

    private Part(LogSource source, LogStream stream, LogQuery query) {
      this.source = source;
      this.query = query;
      this.stream = stream;
      this.cursor = new LineCursor(new SegmentFiles(source.directory(), stream));
    }

    /** Whether the cursor's line is one that the query asks for. */
    boolean wanted() {
      long nanos = cursor.nanos();
      return nanos >= query.sinceNanos() && nanos <= query.untilNanos();
    }

    /** A copy of the cursor's line. */
    LogLine line() {
      return new LogLine(
          Instant.ofEpochSecond(0, cursor.nanos()),
          stream,
          Arrays.copyOfRange(cursor.buffer(), cursor.start(), cursor.start() + cursor.length()),
          cursor.partial());
    }

    @Override
    public void close() throws IOException {
      cursor.close();
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private @Nullable Part current;
  private long currentUntil;

  /** Adds a container, from the place on where the query's lines begin. */
  void add(LogSource source, LogQuery query) throws IOException {
    for (LogStream stream : LogStream.values()) {
      Part part = new Part(source, stream, query);
      SegmentFiles files = new SegmentFiles(source.directory(), stream);
      Optional<SegmentSearch.Place> place = Optional.empty();
      if (query.tail().isPresent() && query.until().isEmpty()) {
        place = SegmentSearch.tail(files, query.tail().getAsInt());
      } else if (query.since().isPresent()) {
        place = SegmentSearch.since(files, query.sinceNanos());
      }
      if (place.isPresent()) {
        part.cursor.seek(place.get());
      }
      parts.add(part);
    }
  }

  /** Takes over another's streams, each where it is. */
  void addAll(LineMerge other) {
    parts.addAll(other.parts);
    other.parts.clear();
    current = null;
  }

  /** Takes a container's streams out. */
  LineMerge remove(LogSource source) {
    LineMerge removed = new LineMerge();
    for (Part part : parts) {
      if (part.source.equals(source)) {
        removed.parts.add(part);
      }
    }
    parts.removeAll(removed.parts);
    current = null;
    return removed;
  }

  /** Looks again for lines of a container, which had no more. */
  void retry(LogSource source) {
    for (Part part : parts) {
      if (part.source.equals(source)) {
        part.exhausted = false;
      }
    }
  }

  /** The stream with the oldest of the next lines, its cursor on it; null when there is none. */
  @Nullable Part next(boolean last) throws IOException {
    Part same = current;
    if (same != null) {
      load(same, last);
      // A chunk has many lines: as long as they are older than all others, nothing is compared.
      if (same.loaded && same.cursor.nanos() <= currentUntil) {
        same.loaded = false;
        return same;
      }
    }
    Part oldest = null;
    currentUntil = Long.MAX_VALUE;
    for (Part part : parts) {
      load(part, last);
      if (!part.loaded) {
        continue;
      }
      if (oldest == null || part.cursor.nanos() < oldest.cursor.nanos()) {
        currentUntil = oldest == null ? Long.MAX_VALUE : oldest.cursor.nanos();
        oldest = part;
      } else {
        currentUntil = Math.min(currentUntil, part.cursor.nanos());
      }
    }
    if (oldest != null) {
      oldest.loaded = false;
    }
    current = oldest;
    return oldest;
  }

  private static void load(Part part, boolean last) throws IOException {
    if (!part.loaded && !part.exhausted) {
      part.loaded = part.cursor.next(last);
      part.exhausted = !part.loaded;
    }
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.close();
    }
  }
}
