package jcompose.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Finds where to begin to read, so that a long log is not read for its last lines. */
final class SegmentSearch {
  private static final int BLOCK = 1 << 16;

  /** A place in a stream, where a line begins. */
  record Place(long number, long offset) {}

  private SegmentSearch() {}

  /** A place with at least the last {@code lines} lines after it; empty means the beginning. */
  static Optional<Place> tail(SegmentFiles files, int lines) throws IOException {
    long[] numbers = files.numbers();
    long wanted = lines + 1L; // the newline of the last line itself too
    for (int i = numbers.length - 1; i >= 0; i--) {
      try (FileChannel log = FileChannel.open(files.log(numbers[i]), StandardOpenOption.READ)) {
        Back back = new Back(log, log.size());
        while (wanted > 0 && back.toNewline()) {
          wanted--;
        }
        if (wanted == 0) {
          return Optional.of(new Place(numbers[i], back.offset + 1));
        }
      } catch (NoSuchFileException removed) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The line in which the first chunk begins that is not older; empty means the beginning. */
  static Optional<Place> since(SegmentFiles files, long nanos) throws IOException {
    for (long number : files.numbers()) {
      try (SegmentIndex index = SegmentIndex.open(files.index(number));
          FileChannel log = FileChannel.open(files.log(number), StandardOpenOption.READ)) {
        if (!index.allBefore(nanos) || log.size() > index.end()) {
          Back back = new Back(log, index.offsetSince(nanos));
          return Optional.of(new Place(number, back.toNewline() ? back.offset + 1 : 0));
        }
      } catch (NoSuchFileException removed) {
        // its lines are the oldest, and no longer wanted
      }
    }
    return Optional.empty();
  }

  /** Goes backwards from newline to newline. */
  private static final class Back {
    private final FileChannel log;
    private final byte[] block = new byte[BLOCK];
    private long blockStart;
    long offset;

    Back(FileChannel log, long end) {
      this.log = log;
      this.offset = end;
      this.blockStart = end;
    }

    /** To the newline before {@code offset}; false when there is none. */
    boolean toNewline() throws IOException {
      while (offset > 0) {
        if (offset <= blockStart) {
          load();
        }
        while (offset > blockStart) {
          offset--;
          if (block[(int) (offset - blockStart)] == '\n') {
            return true;
          }
        }
      }
      return false;
    }

    private void load() throws IOException {
      blockStart = Math.max(0, offset - BLOCK);
      ByteBuffer target = ByteBuffer.wrap(block, 0, (int) (offset - blockStart));
      while (target.hasRemaining()) {
        if (log.read(target, blockStart + target.position()) < 0) {
          throw new IOException("the log became shorter while it was read");
        }
      }
    }
  }
}
