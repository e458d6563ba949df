package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import jcompose.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LogPumpTest {
  @TempDir Path folder;

  private static String content(Path logs, LogStream stream) throws IOException {
    SegmentFiles files = new SegmentFiles(logs, stream);
    StringBuilder content = new StringBuilder();
    for (long number : files.numbers()) {
      content.append(Files.readString(files.log(number)));
    }
    return content.toString();
  }

  @Test
  void eachStreamGoesToItsOwnFile() throws IOException {
    Path logs = folder.resolve("logs");
    try (Fifos fifos = new Fifos(folder.resolve("run"));
        LogPump pump = LogPump.open(problem -> {})) {
      fifos.out("before\n");
      pump.attach("web", fifos.stdout, fifos.stderr, logs);
      fifos.out("after\n");
      fifos.err("oops\n");
      pump.finish("web").join();
      assertEquals("before\nafter\n", content(logs, LogStream.STDOUT));
      assertEquals("oops\n", content(logs, LogStream.STDERR));
      fifos.out("between\n");
      pump.attach("web", fifos.stdout, fifos.stderr, logs);
      pump.finish("web").join();
      assertEquals("before\nafter\nbetween\n", content(logs, LogStream.STDOUT));
      assertTrue(pump.finish("unknown").isDone());
    }
  }

  @Test
  void whatWasWrittenWhenTheContainerDiedIsKept() throws IOException {
    Path logs = folder.resolve("logs");
    String much = "0123456789".repeat(3000);
    try (LogPump pump = LogPump.open(problem -> {})) {
      for (int i = 0; i < 50; i++) {
        try (Fifos fifos = new Fifos(folder.resolve("run" + i))) {
          pump.attach("web", fifos.stdout, fifos.stderr, logs);
          fifos.out(much + "\n");
        }
        pump.finish("web").join();
      }
    }
    assertEquals((much + "\n").repeat(50), content(logs, LogStream.STDOUT));
  }

  @Test
  void finishDoesNotWaitForStrangersWhoWriteOn() throws Exception {
    try (Fifos fifos = new Fifos(folder.resolve("run"));
        LogPump pump = LogPump.open(problem -> {})) {
      pump.attach("web", fifos.stdout, fifos.stderr, folder.resolve("logs"));
      Process stranger = new ProcessBuilder("yes").redirectOutput(fifos.stdout.toFile()).start();
      try {
        pump.finish("web").join();
      } finally {
        stranger.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void filesAreBoundedAndBeginWithWholeLines() throws IOException {
    Path logs = folder.resolve("logs");
    try (Fifos fifos = new Fifos(folder.resolve("run"))) {
      for (int i = 0; i < 200; i++) {
        // A pump for each chunk, so that every one is a chunk of its own.
        try (LogPump pump = LogPump.open(new LogLimits(1000, 4), problem -> {})) {
          String chunk = "line " + i + " " + "x".repeat(90) + (i % 2 == 0 ? " and " : "\n");
          fifos.out(chunk);
          pump.attach("web", fifos.stdout, fifos.stderr, logs);
          pump.finish("web").join();
        }
      }
    }
    SegmentFiles files = new SegmentFiles(logs, LogStream.STDOUT);
    assertEquals(4, files.numbers().length);
    for (long number : files.numbers()) {
      assertTrue(Files.size(files.log(number)) < 1300);
      assertTrue(Files.readString(files.log(number)).matches("(?s)|line [0-9]*[02468] .*"));
    }
    try (var left = Files.list(logs)) {
      assertEquals(2 * 4 + 2, left.count());
    }
  }

  @Test
  void whatCannotBeOpenedIsNamed() throws IOException {
    try (Fifos fifos = new Fifos(folder.resolve("run"));
        LogPump pump = LogPump.open(problem -> {})) {
      Path missing = folder.resolve("missing");
      assertEquals(
          "cannot read the output: openat(\""
              + missing
              + "\", NONBLOCK): ENOENT (No such file or directory)",
          assertThrows(
                  EngineException.class,
                  () -> pump.attach("web", fifos.stdout, missing, folder.resolve("logs")))
              .getMessage());
      pump.attach("web", fifos.stdout, fifos.stderr, folder.resolve("logs"));
      assertThrows(
          EngineException.class,
          () -> pump.attach("web", fifos.stdout, fifos.stderr, folder.resolve("logs")));
      CompletableFuture<Void> finished = pump.finish("web");
      finished.join();
    }
  }
}
