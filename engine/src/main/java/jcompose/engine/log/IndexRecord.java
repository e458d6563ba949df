package jcompose.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * An entry of an index: the bytes before {@code end}, from the entry before, came at {@code nanos}.
 *
 * <p>16 bytes in a file, big-endian. Two entries in a row with the same end mean that a line ends
 * there without a newline, since its container did.
 *
 * @param end an offset in the log file
 * @param nanos since 1970
 */
record IndexRecord(long end, long nanos) {
  static final int SIZE = 16;

  /**
   * Makes an index agree with its log file after a crash, and answers its length.
   *
   * <p>Bytes that were moved and not yet indexed get one entry with the file's modification time;
   * entries of bytes that are not there (a power cut) go.
   */
  static long repair(Path log, Path index, long logSize) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            index, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long length = channel.size() / SIZE * SIZE;
      long end = 0;
      ByteBuffer entry = ByteBuffer.allocate(SIZE);
      while (length > 0) {
        channel.read(entry.clear(), length - SIZE);
        end = entry.getLong(0);
        if (end > 0 && end <= logSize) {
          break;
        }
        end = 0;
        length -= SIZE;
      }
      channel.truncate(length);
      if (end < logSize) {
        long modified = Files.getLastModifiedTime(log).to(TimeUnit.NANOSECONDS);
        channel.write(entry.clear().putLong(logSize).putLong(modified).flip(), length);
        length += SIZE;
      }
      return length;
    }
  }
}
