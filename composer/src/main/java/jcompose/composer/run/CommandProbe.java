package jcompose.composer.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jcompose.composer.life.Health;
import jcompose.composer.life.Probing;
import jcompose.engine.Container;
import jcompose.engine.EngineException;
import jcompose.engine.Exec;
import jcompose.engine.ExitStatus;
import jcompose.engine.ProgramNotRunException;
import jcompose.engine.spec.ExecSpec;

/** One probe that is a program in the container. */
final class CommandProbe {
  private static final int SIGKILL = 9;
  private static final int MOST_OUTPUT = 4096;
  private static final int FAILED = 1;

  /** A process that forks faster than it is killed is met again by the next probe's end. */
  private static final int MOST_ROUNDS = 20;

  private final Container container;
  private final Probing probing;
  private final ExecutorService workers;
  private final String mark = "JCOMPOSE_PROBE=" + Ids.random();

  CommandProbe(Container container, Probing probing, ExecutorService workers) {
    this.container = container;
    this.probing = probing;
    this.workers = workers;
  }

  /** Runs it to its end, or kills it and all that it started when its time is over. */
  Health.Result run() {
    Instant begun = Instant.now();
    Exec exec;
    try {
      exec =
          container.exec(
              new ExecSpec(
                  probing.args(),
                  List.of(mark),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Optional.empty(),
                  false));
    } catch (ProgramNotRunException failure) {
      return result(begun, failure.exitCode(), String.valueOf(failure.getMessage()));
    } catch (EngineException failure) {
      return result(begun, FAILED, String.valueOf(failure.getMessage()));
    }
    Output output = new Output();
    CompletableFuture<Void> read =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> output.drain(exec.stdout()), workers),
            CompletableFuture.runAsync(() -> output.drain(exec.stderr()), workers));
    close(exec);
    try {
      ExitStatus status = exec.exit().get(probing.timeout().toMillis(), TimeUnit.MILLISECONDS);
      killStarted(); // what it left behind would hold its output, and be many some day
      read.join();
      return result(begun, status.code(), output.text());
    } catch (TimeoutException e) {
      exec.signal(SIGKILL);
      killStarted();
      return result(
          begun,
          -1,
          output.text()
              + "health check exceeded timeout ("
              + probing.timeout().toMillis()
              + " ms)");
    } catch (ExecutionException e) {
      return result(begun, FAILED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exec.signal(SIGKILL);
      return result(begun, FAILED, "interrupted");
    }
  }

  private static Health.Result result(Instant begun, int code, String output) {
    return new Health.Result(begun, Instant.now(), code, output);
  }

  /** Its input is empty. */
  private static void close(Exec exec) {
    try {
      exec.stdin().close();
    } catch (IOException e) { // it has ended already
      return;
    }
  }

  /** Whatever left its session and its parent still has its environment. */
  private void killStarted() {
    boolean any = true;
    for (int i = 0; any && i < MOST_ROUNDS; i++) {
      any = false;
      for (int pid : container.processes()) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent() && isMarked(pid)) {
          any |= process.get().destroyForcibly();
        }
      }
    }
  }

  private boolean isMarked(int pid) {
    try {
      String environment =
          Files.readString(
              Path.of("/proc", Integer.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
      return ("\0" + environment + "\0").contains("\0" + mark + "\0");
    } catch (IOException e) { // it has ended
      return false;
    }
  }

  /** What both streams brought, as far as it is kept. */
  private static final class Output {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    void drain(InputStream from) {
      byte[] buffer = new byte[MOST_OUTPUT];
      try (from) {
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
          add(buffer, n);
        }
      } catch (IOException e) { // its end is told in another way
        return;
      }
    }

    private synchronized void add(byte[] buffer, int n) {
      kept.write(buffer, 0, Math.min(n, MOST_OUTPUT - kept.size()));
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
