package jcompose.engine.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Lines with their prefix, gathered into large writes; keeps the order of the two streams. */
final class LineOutput implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z' ", java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LogFormat format;
  private final OutputStream stdout;
  private final OutputStream stderr;
  private final Map<String, byte[]> prefixes = new HashMap<>();
  private final byte[] buffer = new byte[1 << 16];
  private int length;
  private OutputStream target;
  private long timeNanos = Long.MIN_VALUE;
  private byte[] time = new byte[0];

  LineOutput(LogFormat format, OutputStream stdout, OutputStream stderr) {
    this.format = format;
    this.stdout = stdout;
    this.stderr = stderr;
    this.target = stdout;
  }

  void write(LineMerge.Part part) throws IOException {
    LineCursor cursor = part.cursor;
    begin(part.source.containerId(), part.stream, cursor.nanos());
    put(cursor.buffer(), cursor.start(), cursor.length());
    putNewline();
  }

  void write(String containerId, LogLine line) throws IOException {
    Instant at = line.time();
    begin(containerId, line.stream(), at.getEpochSecond() * 1_000_000_000L + at.getNano());
    put(line.bytes(), 0, line.bytes().length);
    putNewline();
  }

  private void begin(String containerId, LogStream stream, long nanos) throws IOException {
    OutputStream wanted = stream == LogStream.STDOUT ? stdout : stderr;
    if (wanted != target) {
      flush();
      target = wanted;
    }
    byte[] prefix =
        prefixes.computeIfAbsent(
            containerId, id -> format.prefix().apply(id).getBytes(StandardCharsets.UTF_8));
    put(prefix, 0, prefix.length);
    if (format.timestamps()) {
      if (nanos != timeNanos) {
        timeNanos = nanos;
        time = TIME.format(Instant.ofEpochSecond(0, nanos)).getBytes(StandardCharsets.US_ASCII);
      }
      put(time, 0, time.length);
    }
  }

  private void putNewline() throws IOException {
    if (length == buffer.length) {
      flush();
    }
    buffer[length++] = '\n';
  }

  private void put(byte[] bytes, int start, int count) throws IOException {
    if (count > buffer.length - length) {
      flush();
      if (count > buffer.length) {
        target.write(bytes, start, count);
        return;
      }
    }
    System.arraycopy(bytes, start, buffer, length, count);
    length += count;
  }

  private void flush() throws IOException {
    target.write(buffer, 0, length);
    target.flush();
    length = 0;
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
