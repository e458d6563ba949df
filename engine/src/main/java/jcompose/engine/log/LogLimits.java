package jcompose.engine.log;

import jcompose.engine.spec.LogSettings;

/**
 * How much of a stream is kept.
 *
 * @param segmentBytes a file of this size is closed and a new one begun, at the next end of a line
 * @param segments how many files are kept, the one being written included
 */
public record LogLimits(long segmentBytes, int segments) {
  /** 16 files of 64 MiB. */
  public static final LogLimits DEFAULT = new LogLimits(64L << 20, 16);

  /** What a container asks for, with the defaults where it does not. */
  public static LogLimits of(LogSettings settings) {
    return new LogLimits(
        settings.segmentBytes() == 0 ? DEFAULT.segmentBytes : settings.segmentBytes(),
        settings.segments() == 0 ? DEFAULT.segments : settings.segments());
  }

  /** Checks that something is kept. */
  public LogLimits {
    if (segmentBytes < 1 || segments < 2) {
      throw new IllegalArgumentException(
          "a log needs two files of at least one byte, not " + segments + " of " + segmentBytes);
    }
  }
}
