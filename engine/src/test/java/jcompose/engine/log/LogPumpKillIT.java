package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pump that is killed again and again, while three containers write. */
@Timeout(120)
final class LogPumpKillIT {
  private static final int WRITERS = 3;
  private static final int LINES = 400_000;

  @TempDir Path folder;

  /** Pumps until it is killed. */
  static final class Pump {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      LogPump pump = LogPump.open(new LogLimits(100_000, 1000), System.err::println);
      for (int i = 0; i < WRITERS; i++) {
        Path run = folder.resolve("run" + i);
        pump.attach("c" + i, run.resolve("stdout"), run.resolve("stderr"), folder.resolve("" + i));
      }
      System.out.println("attached");
      System.in.read();
      for (int i = 0; i < WRITERS; i++) {
        pump.finish("c" + i).join();
      }
      pump.close();
    }
  }

  /** Well over 10,000 lines a second, each by a write of its own. */
  private static String script(Path fifo) {
    return "i=0; while [ $i -lt " + LINES + " ]; do i=$((i+1)); echo \"line $i\"; done > " + fifo;
  }

  private Process pump() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Pump.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals("attached", process.inputReader().readLine());
    return process;
  }

  @Test
  void noLineIsLostOrDoubled() throws Exception {
    List<Fifos> fifos = new ArrayList<>();
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Fifos own = new Fifos(folder.resolve("run" + i));
      fifos.add(own);
      writers.add(new ProcessBuilder("sh", "-c", script(own.stdout)).start());
    }
    Random random = new Random(7);
    int kills = 0;
    Process pump = pump();
    for (Process writer : writers) {
      while (!writer.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS)) {
        pump.destroyForcibly().waitFor();
        kills++;
        pump = pump();
      }
    }
    pump.getOutputStream().close();
    pump.waitFor();
    for (Fifos own : fifos) {
      own.close();
    }
    System.out.println("pumps killed: " + kills);
    for (int i = 0; i < WRITERS; i++) {
      int expected = 1;
      SegmentFiles files = new SegmentFiles(folder.resolve("" + i), LogStream.STDOUT);
      for (long number : files.numbers()) {
        for (String line : Files.readAllLines(files.log(number))) {
          assertEquals("line " + expected++, line);
        }
        long indexed = Files.size(files.index(number));
        assertEquals(0, indexed % IndexRecord.SIZE);
      }
      assertEquals(LINES + 1, expected);
    }
  }
}
