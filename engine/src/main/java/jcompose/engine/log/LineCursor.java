package jcompose.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the lines of one stream, file after file, and waits at the end for more.
 *
 * <p>A file that is removed meanwhile is read on while it is open, else passed over.
 */
final class LineCursor implements AutoCloseable {
  private static final int BLOCK = 1 << 17;
  private static final int LONGEST_LINE = 1 << 24;

  private final SegmentFiles files;
  private byte[] buffer = new byte[BLOCK];
  private int from;
  private int scanned;
  private int to;

  /** The offset in the file of the buffer's first byte; negative after a change of files. */
  private long base;

  private long number;
  private @Nullable FileChannel log;
  private @Nullable SegmentIndex index;

  private int lineStart;
  private int lineEnd;
  private long lineNanos;
  private boolean partial;

  LineCursor(SegmentFiles files) {
    this.files = files;
  }

  /** Goes to a place; before the first line, and only then. */
  void seek(SegmentSearch.Place place) throws IOException {
    if (open(place.number())) {
      base = place.offset();
    }
  }

  /**
   * Goes to the next line.
   *
   * @param last whether nothing more comes: then bytes without a time stamp or newline are lines
   *     too
   * @return false when there is none, or none yet
   */
  boolean next(boolean last) throws IOException {
    while (true) {
      SegmentIndex current = index;
      if (current != null && findEnd(current)) {
        return true;
      }
      if (to - from >= LONGEST_LINE) {
        return line(to, to, true);
      }
      if (!fill(last)) {
        return last && to > from && line(to, to, true);
      }
    }
  }

  private boolean findEnd(SegmentIndex current) {
    long forced = current.lineEndAfter(base + from);
    forced = forced == Long.MAX_VALUE ? forced : forced - base;
    int limit = (int) Math.min(to, forced);
    byte[] bytes = buffer;
    int i = scanned;
    while (i < limit && bytes[i] != '\n') {
      i++;
    }
    scanned = i;
    if (i < limit) {
      return line(i, i + 1, false);
    }
    return limit == forced && limit > from && line(limit, limit, true);
  }

  private boolean line(int end, int next, boolean unended) {
    lineStart = from;
    lineEnd = end;
    partial = unended;
    lineNanos = nanosAt(base + next - 1);
    from = next;
    scanned = next;
    return true;
  }

  private long nanosAt(long offset) {
    SegmentIndex current = index;
    long known = current == null ? Long.MIN_VALUE : current.nanos(offset, Long.MIN_VALUE);
    if (known != Long.MIN_VALUE) {
      return known;
    }
    try {
      return Files.getLastModifiedTime(files.log(number)).to(TimeUnit.NANOSECONDS);
    } catch (IOException gone) {
      return lineNanos;
    }
  }

  /** Reads more of the file, or goes to the next one. */
  private boolean fill(boolean last) throws IOException {
    if (log == null && !openNext()) {
      return false;
    }
    FileChannel channel = log;
    SegmentIndex current = index;
    if (channel == null || current == null) {
      return false;
    }
    long offset = base + to;
    if (offset >= current.end()) {
      // Looked at before the file's end, so that what came in between is not left behind.
      boolean complete = Files.exists(files.log(number + 1)) || !Files.exists(files.log(number));
      current.refresh();
      long end = last || complete ? channel.size() : current.end();
      if (offset >= end) {
        return complete && openNext();
      }
      return read(channel, offset, end);
    }
    return read(channel, offset, current.end());
  }

  private boolean read(FileChannel channel, long offset, long end) throws IOException {
    makeRoom();
    int length = (int) Math.min(buffer.length - to, end - offset);
    int read = channel.read(ByteBuffer.wrap(buffer, to, length), offset);
    if (read <= 0) {
      return false;
    }
    to += read;
    return true;
  }

  private void makeRoom() {
    if (from > 0 && (from == to || buffer.length - to < BLOCK / 2)) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      base += from;
      to -= from;
      scanned -= from;
      from = 0;
    }
    if (buffer.length - to < BLOCK / 2) {
      buffer = java.util.Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  private boolean openNext() throws IOException {
    if (log != null && open(number + 1)) {
      return true;
    }
    for (long candidate : files.numbers()) {
      if ((log == null || candidate > number) && open(candidate)) {
        return true;
      }
    }
    return false;
  }

  private boolean open(long candidate) throws IOException {
    try {
      FileChannel next = FileChannel.open(files.log(candidate), StandardOpenOption.READ);
      close();
      log = next;
      index = SegmentIndex.open(files.index(candidate));
      number = candidate;
      base = -to;
      return true;
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where the line begins in the buffer. */
  int start() {
    return lineStart;
  }

  /** Its length without the newline. */
  int length() {
    return lineEnd - lineStart;
  }

  /** When its last byte came, since 1970. */
  long nanos() {
    return lineNanos;
  }

  /** Whether it has no newline. */
  boolean partial() {
    return partial;
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
    if (index != null) {
      index.close();
    }
  }
}
