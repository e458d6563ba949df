package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures, and limits so wide that only a mistake of design crosses them. */
final class LogThroughputIT {
  private static final int LINES = 1_000_000;

  @TempDir Path folder;

  private static long cpuMillis(long thread) {
    return java.lang.management.ManagementFactory.getThreadMXBean().getThreadCpuTime(thread)
        / 1_000_000;
  }

  @Test
  void aMillionLinesAreCopied() throws IOException {
    LogFolder log = new LogFolder(folder.resolve("log"));
    String chunk = ("x".repeat(99) + "\n").repeat(100);
    try (OutputStream out = Files.newOutputStream(log.directory().resolve("stdout.1.log"))) {
      for (int i = 0; i < LINES / 100; i++) {
        out.write(chunk.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    log.mark(LogStream.STDOUT, 1, 1);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      LogReader.copy(
          List.of(log.source("web")),
          LogQuery.ALL,
          new LogFormat(id -> "web-1 | ", false),
          OutputStream.nullOutputStream(),
          OutputStream.nullOutputStream());
      best = Math.min(best, (System.nanoTime() - start) / 1_000_000);
    }
    System.out.println("1,000,000 lines of 100 bytes copied in " + best + " ms");
    assertTrue(best < 3000);
  }

  @Test
  void threeContainersOfTenThousandLinesASecondCostLittle() throws Exception {
    try (LogPump pump = LogPump.open(problem -> {})) {
      Thread thread =
          Thread.getAllStackTraces().keySet().stream()
              .filter(t -> t.getName().equals("log-pump"))
              .findFirst()
              .orElseThrow();
      Fifos[] fifos = new Fifos[3];
      for (int i = 0; i < 3; i++) {
        fifos[i] = new Fifos(folder.resolve("run" + i));
        pump.attach("c" + i, fifos[i].stdout, fifos[i].stderr, folder.resolve("c" + i));
      }
      long start = System.nanoTime();
      long before = cpuMillis(thread.getId());
      for (int line = 0; line < 30_000; line++) {
        while (System.nanoTime() - start < line * 100_000L) {
          Thread.onSpinWait(); // the pace of the writers, not a wait for something
        }
        for (Fifos own : fifos) {
          own.out("a small line of output, number " + line + "\n");
        }
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      long cpu = cpuMillis(thread.getId()) - before;
      System.out.println("3 x 10,000 lines/s: pump used " + cpu + " ms of " + millis + " ms");
      assertTrue(cpu * 4 < millis);
      for (int i = 0; i < 3; i++) {
        pump.finish("c" + i).join();
        fifos[i].close();
      }
    }
  }
}
