package jcompose.engine.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes log files as the pump does, with chosen times. */
record LogFolder(Path directory) {
  LogFolder {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  void chunk(LogStream stream, int number, String text, long nanos) throws IOException {
    SegmentFiles files = new SegmentFiles(directory, stream);
    Files.writeString(
        files.log(number), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    mark(stream, number, nanos);
  }

  /** Everything so far has at most this time; without new bytes: the line ends here. */
  void mark(LogStream stream, int number, long nanos) throws IOException {
    SegmentFiles files = new SegmentFiles(directory, stream);
    ByteBuffer entry = ByteBuffer.allocate(IndexRecord.SIZE);
    entry.putLong(Files.size(files.log(number))).putLong(nanos);
    Files.write(
        files.index(number), entry.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  LogSource source(String id) {
    return new LogSource(id, directory);
  }

  /** The lines as {@code nanos:letter:text}, partial ones with an ellipsis. */
  String lines(LogQuery query) {
    StringBuilder text = new StringBuilder();
    for (LogLine line : LogReader.read(directory, query)) {
      text.append(show(line)).append('\n');
    }
    return text.toString();
  }

  static String show(LogLine line) {
    return java.time.temporal.ChronoUnit.NANOS.between(java.time.Instant.EPOCH, line.time())
        + (line.stream() == LogStream.STDOUT ? ":o:" : ":e:")
        + line.text()
        + (line.partial() ? "..." : "");
  }

  static String copied(LogFormat format, LogQuery query, LogSource... sources) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogReader.copy(java.util.List.of(sources), query, format, out, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
