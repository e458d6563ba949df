package jcompose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.EngineDirectories;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Security;

/** Starts containers in a JVM that is warm, and in turn with ten of them ten {@code runc run}. */
public final class WarmStart {
  /** Until the machine's compilers have seen everything often enough. */
  private static final int WARM_UP = 2000;

  /** So many starts, then so many of runc's: the engine stays warm, the machine's moods hit both. */
  private static final int BLOCK = 10;

  private static final Resources LIMITS =
      Resources.of(
          CpuResources.of(
              OptionalLong.empty(), OptionalLong.of(50_000), OptionalLong.empty(), Optional.empty()),
          MemoryResources.of(
              OptionalLong.of(64 << 20), OptionalLong.empty(), OptionalLong.empty()),
          OptionalLong.of(100));

  private WarmStart() {}

  /**
   * Arguments: a root file system, a folder for what the engine keeps, one in memory for what it
   * does not (as /run is), runc's bundle, how many rounds.
   */
  public static void main(String[] arguments) throws Exception {
    Path rootfs = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Path run = Path.of(arguments[2]);
    Path bundle = Path.of(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    boolean runc = Files.exists(bundle.resolve("config.json"));
    List<Double> starts = new ArrayList<>();
    List<Double> lives = new ArrayList<>();
    List<Double> runcs = new ArrayList<>();
    EngineDirectories directories = new EngineDirectories(folder, run);
    try (ContainerEngine engine = ContainerEngine.open(directories)) {
      for (int i = 0; i < WARM_UP; i++) {
        start(engine, rootfs, starts, lives);
      }
      starts.clear();
      lives.clear();
      for (int i = 0; i < rounds; i += BLOCK) {
        for (int j = 0; j < BLOCK; j++) {
          start(engine, rootfs, starts, lives);
        }
        for (int j = 0; runc && j < BLOCK; j++) {
          runcs.add(runc(bundle));
        }
      }
    }
    double base = median(starts);
    row("engine: start() until the program runs", starts, base);
    row("engine: start() until the exit is known", lives, base);
    if (runc) {
      row("runc run, until it ends", runcs, base);
    }
  }

  private static void start(
      ContainerEngine engine, Path rootfs, List<Double> starts, List<Double> lives) {
    Container container = engine.create(Containers.ofTrue(rootfs, LIMITS, Security.DEFAULT));
    long from = System.nanoTime();
    container.start();
    long started = System.nanoTime();
    int code = container.exit().join().code();
    long ended = System.nanoTime();
    container.delete();
    if (code != 0) {
      throw new IllegalStateException("/bin/true ended with " + code);
    }
    starts.add((started - from) / 1e6);
    lives.add((ended - from) / 1e6);
  }

  private static double runc(Path bundle) throws IOException, InterruptedException {
    long from = System.nanoTime();
    int code =
        new ProcessBuilder("runc", "run", "--bundle", bundle.toString(), "jcompose-bench")
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("runc ended with " + code);
    }
    return (System.nanoTime() - from) / 1e6;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  private static void row(String what, List<Double> values, double base) {
    double median = median(values);
    double least = values.get(0);
    System.out.printf(
        "| %-42s | %9.2f | %9.2f | %8.2f |%n", what, median, least, median / base);
  }
}
