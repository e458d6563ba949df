package jcompose.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The entries of one index file, read as far as they are written. */
final class SegmentIndex implements AutoCloseable {
  private static final int BLOCK = 4096 * IndexRecord.SIZE;

  private final Path file;
  private @Nullable FileChannel channel;
  private long[] ends = new long[64];
  private long[] nanos = new long[64];
  private long[] lineEnds = new long[0];
  private int count;
  private long read;
  private int at;

  private SegmentIndex(Path file) {
    this.file = file;
  }

  static SegmentIndex open(Path file) throws IOException {
    SegmentIndex index = new SegmentIndex(file);
    index.refresh();
    return index;
  }

  /** Reads what was written since; without a file, every byte has the log file's time. */
  void refresh() throws IOException {
    if (channel == null) {
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ);
      } catch (NoSuchFileException lost) {
        return;
      }
    }
    long length = channel.size() / IndexRecord.SIZE * IndexRecord.SIZE;
    while (read < length) {
      ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, length - read));
      while (block.hasRemaining()) {
        if (channel.read(block, read + block.position()) < 0) {
          return; // cut by a repair; read again later
        }
      }
      read += block.position();
      block.flip();
      while (block.hasRemaining()) {
        add(block.getLong(), block.getLong());
      }
    }
  }

  private void add(long end, long time) {
    long before = end();
    if (end < before || end == 0) {
      return;
    }
    if (end == before) {
      lineEnds = Arrays.copyOf(lineEnds, lineEnds.length + 1);
      lineEnds[lineEnds.length - 1] = end;
      return;
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    ends[count] = end;
    nanos[count++] = time;
  }

  /** How many bytes have a time. */
  long end() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** The time of a byte, or {@code otherwise}; quick when asked for ascending offsets. */
  long nanos(long offset, long otherwise) {
    if (at > 0 && ends[at - 1] > offset) {
      at = 0;
    }
    while (at < count && ends[at] <= offset) {
      at++;
    }
    return at < count ? nanos[at] : otherwise;
  }

  /** Where the first chunk begins that is not older; {@link #end} when all are. */
  long offsetSince(long time) {
    for (int i = 0; i < count; i++) {
      if (nanos[i] >= time) {
        return i == 0 ? 0 : ends[i - 1];
      }
    }
    return end();
  }

  /** Whether every chunk is older. */
  boolean allBefore(long time) {
    return count > 0 && nanos[count - 1] < time;
  }

  /** The first end of a line without a newline after an offset, or {@code Long.MAX_VALUE}. */
  long lineEndAfter(long offset) {
    for (long lineEnd : lineEnds) {
      if (lineEnd > offset) {
        return lineEnd;
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
