package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogReaderTest {
  @TempDir Path folder;

  private LogFolder log = new LogFolder(Path.of("."));

  @BeforeEach
  void write() throws IOException {
    log = new LogFolder(folder.resolve("web"));
    log.chunk(LogStream.STDOUT, 9, "a\nb\nhalf", 10);
    log.chunk(LogStream.STDERR, 1, "x\n", 15);
    log.chunk(LogStream.STDOUT, 9, " line\n", 20);
    log.chunk(LogStream.STDOUT, 10, "c\n\n", 30);
    log.chunk(LogStream.STDERR, 1, "y\nz\n", 35);
    log.chunk(LogStream.STDOUT, 10, "d\n", 40);
  }

  private static LogQuery tail(int lines) {
    return new LogQuery(OptionalInt.of(lines), Optional.empty(), Optional.empty());
  }

  private static LogQuery between(int since, int until) {
    return new LogQuery(
        OptionalInt.empty(),
        Optional.of(Instant.ofEpochSecond(0, since)),
        Optional.of(Instant.ofEpochSecond(0, until)));
  }

  @Test
  void streamsAreMergedByTimeAcrossFiles() {
    assertEquals(
        "10:o:a\n10:o:b\n15:e:x\n20:o:half line\n30:o:c\n30:o:\n35:e:y\n35:e:z\n40:o:d\n",
        log.lines(LogQuery.ALL));
  }

  @Test
  void tailCountsBothStreams() {
    assertEquals("", log.lines(tail(0)));
    assertEquals("40:o:d\n", log.lines(tail(1)));
    assertEquals("35:e:z\n40:o:d\n", log.lines(tail(2)));
    assertEquals("20:o:half line\n30:o:c\n30:o:\n35:e:y\n35:e:z\n40:o:d\n", log.lines(tail(6)));
    assertEquals(log.lines(LogQuery.ALL), log.lines(tail(9)));
    assertEquals(log.lines(LogQuery.ALL), log.lines(tail(1000)));
  }

  @Test
  void timesChooseWholeLines() {
    assertEquals("20:o:half line\n30:o:c\n30:o:\n", log.lines(between(16, 34)));
    assertEquals("15:e:x\n20:o:half line\n", log.lines(between(15, 20)));
    assertEquals("40:o:d\n", log.lines(between(36, 1000)));
    assertEquals("", log.lines(between(41, 1000)));
    assertEquals(
        "30:o:\n",
        log.lines(
            new LogQuery(
                OptionalInt.of(1), Optional.empty(), Optional.of(Instant.ofEpochSecond(0, 34)))));
  }

  @Test
  void aLineWithoutEndIsPartial() throws IOException {
    log.chunk(LogStream.STDOUT, 10, "died", 50);
    assertEquals("50:o:died...\n", log.lines(tail(1)));
    log.mark(LogStream.STDOUT, 10, 51);
    log.chunk(LogStream.STDOUT, 10, "again\n", 60);
    assertEquals("50:o:died...\n60:o:again\n", log.lines(between(50, 60)));
  }

  @Test
  void bytesWithoutTimeHaveTheFiles() throws IOException {
    SegmentFiles files = new SegmentFiles(log.directory(), LogStream.STDOUT);
    Files.writeString(files.log(10), "late\n", java.nio.file.StandardOpenOption.APPEND);
    Files.setLastModifiedTime(files.log(10), FileTime.from(Instant.ofEpochSecond(0, 70)));
    assertEquals("40:o:d\n70:o:late\n", log.lines(between(40, 100)));
    IndexRecord.repair(files.log(10), files.index(10), Files.size(files.log(10)));
    assertEquals(3 * IndexRecord.SIZE, Files.size(files.index(10)));
    assertEquals("40:o:d\n70:o:late\n", log.lines(between(40, 100)));
    Files.delete(files.index(10));
    assertEquals("70:o:c\n70:o:\n70:o:d\n70:o:late\n", log.lines(between(40, 100)));
  }

  @Test
  void anIndexIsRepaired() throws IOException {
    SegmentFiles files = new SegmentFiles(log.directory(), LogStream.STDOUT);
    Path index = files.index(10);
    Files.write(index, new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
    assertEquals(32, IndexRecord.repair(files.log(10), index, 5));
    Files.write(index, new byte[32], java.nio.file.StandardOpenOption.APPEND);
    assertEquals(32, IndexRecord.repair(files.log(10), index, 5));
    assertEquals(16, IndexRecord.repair(files.log(10), index, 3));
    assertEquals(16, Files.size(index));
    Files.delete(index);
    assertEquals(16, IndexRecord.repair(files.log(10), index, 5));
    assertEquals(0, IndexRecord.repair(files.log(10), files.index(11), 0));
  }

  @Test
  void containersAreMergedAndPrefixed() throws IOException {
    LogFolder other = new LogFolder(folder.resolve("db"));
    other.chunk(LogStream.STDOUT, 1, "1\n", 5);
    other.chunk(LogStream.STDOUT, 1, "2\n3", 37);
    LogSource web = log.source("web");
    LogSource db = other.source("db");
    LogSource none = new LogSource("none", folder.resolve("none"));
    LogFormat format = new LogFormat(id -> id + " | ", false);
    assertEquals(
        List.of(
            "db | 1",
            "web | a",
            "web | b",
            "web | x",
            "web | half line",
            "web | c",
            "web | ",
            "web | y",
            "web | z",
            "db | 2",
            "db | 3",
            "web | d"),
        LogFolder.copied(format, LogQuery.ALL, web, db, none).lines().toList());
    assertEquals("web | z\ndb | 2\ndb | 3\nweb | d\n", LogFolder.copied(format, tail(2), web, db));
    assertEquals(
        "1970-01-01T00:00:00.000000005Z 1\n",
        LogFolder.copied(new LogFormat(id -> "", true), between(0, 9), web, db));
  }

  @Test
  void longLinesAndManyLinesAreWhole() throws IOException {
    String longLine = "0123456789".repeat(100_000);
    LogFolder big = new LogFolder(folder.resolve("big"));
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String chunk = longLine + "\n" + (i + " short\n").repeat(5000);
      expected.append(chunk);
      big.chunk(LogStream.STDOUT, 1 + i / 4, chunk, i + 1);
    }
    assertEquals(
        expected.toString(), LogFolder.copied(LogFormat.PLAIN, LogQuery.ALL, big.source("x")));
    List<LogLine> last = LogReader.read(big.directory(), tail(5001));
    assertEquals(longLine, last.get(0).text());
    assertEquals(5001, last.size());
  }
}
