package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jcompose.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LogFollowerTest {
  @TempDir Path folder;

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  private LogFollower follower() {
    return LogFollower.open(
        (id, line) -> seen.add(id + ":" + line.text() + (line.partial() ? "..." : "")));
  }

  @Test
  void linesComeAsTheyAreWrittenAcrossFiles() throws Exception {
    LogFolder log = new LogFolder(folder);
    log.chunk(LogStream.STDOUT, 1, "old\nbefore\nha", 1);
    try (LogFollower follower = follower()) {
      follower.follow(
          List.of(log.source("web")),
          new LogQuery(OptionalInt.of(1), Optional.empty(), Optional.empty()));
      assertEquals("web:before", seen.poll());
      log.chunk(LogStream.STDOUT, 1, "lf\nmore", 2);
      assertEquals("web:half", seen.take());
      log.chunk(LogStream.STDERR, 1, "oops\n", 3);
      assertEquals("web:oops", seen.take());
      log.chunk(LogStream.STDOUT, 2, " in the next file\n", 4);
      assertEquals("web:more in the next file", seen.take());
      log.chunk(LogStream.STDOUT, 2, "prompt> ", 5);
      follower.finish("web");
      assertEquals("web:prompt> ...", seen.take());
      log.chunk(LogStream.STDOUT, 2, "unseen\n", 6);
      assertNull(seen.poll());
    }
  }

  @Test
  void theLinesThatAreThereComeInOrderOfTime() throws IOException {
    LogFolder a = new LogFolder(folder.resolve("a"));
    LogFolder b = new LogFolder(folder.resolve("b"));
    a.chunk(LogStream.STDOUT, 1, "1\n", 1);
    b.chunk(LogStream.STDOUT, 1, "2\n", 2);
    a.chunk(LogStream.STDOUT, 1, "3\n", 3);
    try (LogFollower follower = follower()) {
      follower.follow(List.of(a.source("a"), b.source("b")), LogQuery.ALL);
      assertEquals(List.of("a:1", "b:2", "a:3"), List.copyOf(seen));
    }
  }

  @Test
  void aPumpIsFollowedQuickly() throws Exception {
    Path logs = folder.resolve("logs");
    try (Fifos fifos = new Fifos(folder.resolve("run"));
        LogPump pump = LogPump.open(problem -> {});
        LogFollower follower = follower()) {
      pump.attach("web", fifos.stdout, fifos.stderr, logs);
      follower.follow(List.of(new LogSource("web", logs)), LogQuery.ALL);
      long total = 0;
      for (int i = 0; i < 200; i++) {
        long start = System.nanoTime();
        fifos.out("line " + i + "\n");
        assertEquals("web:line " + i, seen.take());
        total += System.nanoTime() - start;
      }
      System.out.println("from FIFO to follower: " + total / 200_000 + " us on average");
      fifos.out("the end");
      pump.finish("web").join();
      follower.finish("web");
      assertEquals("web:the end...", seen.take());
    }
  }

  @Test
  void aMissingFolderIsAnError() {
    try (LogFollower follower = follower()) {
      assertThrows(
          EngineException.class,
          () -> follower.follow(List.of(new LogSource("x", folder.resolve("none"))), LogQuery.ALL));
    }
  }
}
