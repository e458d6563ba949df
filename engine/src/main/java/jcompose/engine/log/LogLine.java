package jcompose.engine.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A line of a container's output.
 *
 * @param time when its end came out of the container
 * @param stream which of the two it was written to
 * @param bytes without the newline; not copied
 * @param partial whether no newline ended it: its container died, or it is longer than 16 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // a million of these are made; nobody compares them
public record LogLine(Instant time, LogStream stream, byte[] bytes, boolean partial) {
  /** The bytes as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
