package jcompose.engine.log;

/**
 * How much of a stream is kept.
 *
 * @param segmentBytes a file of this size is closed and a new one begun, at the next end of a line
 * @param segments how many files are kept, the one being written included
 */
public record LogLimits(long segmentBytes, int segments) {
  /** 16 files of 64 MiB. */
  public static final LogLimits DEFAULT = new LogLimits(64L << 20, 16);

  /** Checks that something is kept. */
  public LogLimits {
    if (segmentBytes < 1 || segments < 2) {
      throw new IllegalArgumentException(
          "a log needs two files of at least one byte, not " + segments + " of " + segmentBytes);
    }
  }
}
