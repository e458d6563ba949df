package jcompose.engine.log;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.RawFile;
import jcompose.engine.linux.Splice;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.state.IoReason;

/**
 * Appends to the newest file of a stream, and begins the next one. For one thread.
 *
 * <p>Bytes go to the log first, the index follows; a kill between the two is repaired when the
 * stream is opened again. Nothing is synced: what a killed process wrote is safe in the page cache,
 * and a container does not outlive a power cut either.
 */
final class SegmentWriter implements AutoCloseable {
  /**
   * An index may be so much of the log's size: chunks of a few bytes must not outgrow the limit.
   */
  private static final int INDEX_PART = 4;

  /** What a file that is full takes at once, unless a line ends before. */
  private static final int PIECE = 4096;

  private final SegmentFiles files;
  private final LogLimits limits;
  private final NativeMemory memory = new NativeMemory();
  private final long scratch = memory.allocate(IndexRecord.SIZE);
  private long number;
  private RawFile log;
  private RawFile index;
  private long size;
  private long indexLength;
  private long indexed;

  private SegmentWriter(SegmentFiles files, LogLimits limits) throws IOException {
    this.files = files;
    this.limits = limits;
    if (!Files.isDirectory(files.directory())) {
      Files.createDirectories(files.directory());
    }
    long[] numbers = files.numbers();
    number = numbers.length == 0 ? 1 : numbers[numbers.length - 1];
    log = RawFile.create(files.log(number));
    try {
      size = Files.size(files.log(number));
      indexed = size;
      indexLength = IndexRecord.repair(files.log(number), files.index(number), size);
      index = RawFile.create(files.index(number));
    } catch (IOException | RuntimeException failure) {
      log.close();
      memory.close();
      throw failure;
    }
  }

  /** Goes on where the stream's files end. */
  static SegmentWriter open(SegmentFiles files, LogLimits limits) {
    try {
      return new SegmentWriter(files, limits);
    } catch (IOException failure) {
      throw new EngineException(
          "cannot open the log in " + files.directory() + ": " + IoReason.of(failure), failure);
    } catch (SyscallException failure) {
      throw new EngineException("cannot open the log: " + failure.getMessage(), failure);
    }
  }

  /** Appends what a pipe holds, or a part of it; the answer is {@link Splice#move}'s. */
  long splice(Splice splice, int pipe, long length) {
    long room = limits.segmentBytes() - size;
    long most = room > 0 ? Math.min(length, room) : splice.lineEnd(pipe, PIECE);
    if (most <= 0) {
      return most;
    }
    long moved = splice.move(pipe, log.descriptor(), size, most);
    if (moved > 0) {
      size += moved;
    }
    return moved;
  }

  /** Appends bytes of native memory, or the first of them; answers how many, or {@code -errno}. */
  long write(long address, long length) {
    long room = limits.segmentBytes() - size;
    long written =
        log.write(address, Math.min(length, room > 0 ? room : line(address, length)), size);
    if (written > 0) {
      size += written;
    }
    return written;
  }

  private static long line(long address, long length) {
    long looked = Math.min(length, PIECE);
    long end = NativeMemory.indexOf(address, looked, (byte) '\n');
    return end < 0 ? looked : end + 1;
  }

  /** Whether there are bytes without a time stamp. */
  boolean unstamped() {
    return indexed < size;
  }

  /** Stamps the bytes since the last stamp; answers 0 or {@code -errno}. */
  long stamp(long nanos) {
    long result = append(nanos);
    if (result == 0) {
      indexed = size;
    }
    return result;
  }

  /** Says that the line ends here, if it does not already; answers 0 or {@code -errno}. */
  long endLine(long nanos) {
    return size == 0 || endsWithNewline() ? 0 : append(nanos);
  }

  private long append(long nanos) {
    NativeMemory.putLong(scratch, bigEndian(size));
    NativeMemory.putLong(scratch + 8, bigEndian(nanos));
    long result = index.write(scratch, IndexRecord.SIZE, indexLength);
    if (result == IndexRecord.SIZE) {
      indexLength += IndexRecord.SIZE;
      return 0;
    }
    return result < 0 ? result : -Errno.ENOSPC.number();
  }

  private static long bigEndian(long value) {
    return java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN
        ? value
        : Long.reverseBytes(value);
  }

  private boolean endsWithNewline() {
    return log.read(scratch, 1, size - 1) == 1 && (NativeMemory.getLong(scratch) & 0xff) == '\n';
  }

  /**
   * Begins the next file when this one is full; a line is only cut when it alone fills a file.
   *
   * @throws IOException when the oldest file cannot be removed
   * @throws SyscallException when the next file cannot be made; this one is then written on
   */
  void rotateIfFull() throws IOException {
    boolean full =
        size >= limits.segmentBytes()
            || indexLength >= Math.max(4096, limits.segmentBytes() / INDEX_PART);
    if (!full || (size < 2 * limits.segmentBytes() && !endsWithNewline())) {
      return;
    }
    // A crash in between leaves an index without bytes, which the next writer takes over.
    RawFile nextIndex = RawFile.create(files.index(number + 1));
    try {
      RawFile nextLog = RawFile.create(files.log(number + 1));
      close(log, index);
      log = nextLog;
    } catch (SyscallException failure) {
      nextIndex.close();
      throw failure;
    }
    index = nextIndex;
    number++;
    size = 0;
    indexed = 0;
    indexLength = 0;
    files.keep(limits.segments());
  }

  private static void close(RawFile... files) {
    Arrays.asList(files).forEach(RawFile::close);
  }

  @Override
  public void close() {
    close(log, index);
    memory.close();
  }
}
