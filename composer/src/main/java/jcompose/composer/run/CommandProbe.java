package jcompose.composer.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jcompose.composer.life.Health;
import jcompose.composer.life.Probing;
import jcompose.engine.Container;
import jcompose.engine.EngineException;
import jcompose.engine.ExitStatus;
import jcompose.engine.ProgramNotRunException;
import jcompose.engine.spec.ExecSpec;

/** One probe that is a program in the container. */
final class CommandProbe {
  private static final int MOST_OUTPUT = 4096;
  private static final int FAILED = 1;

  private final Container container;
  private final Probing probing;
  private final ExecutorService workers;

  CommandProbe(Container container, Probing probing, ExecutorService workers) {
    this.container = container;
    this.probing = probing;
    this.workers = workers;
  }

  /** Runs it to its end, or kills it and all that it started when its time is over. */
  Health.Result run() {
    Instant begun = Instant.now();
    Output output = new Output();
    ExecSpec spec =
        new ExecSpec(
            probing.args(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false);
    CommandInside command;
    try {
      command = CommandInside.start(container, spec, output, output, workers);
    } catch (ProgramNotRunException failure) {
      return result(begun, failure.exitCode(), String.valueOf(failure.getMessage()));
    } catch (EngineException failure) {
      return result(begun, FAILED, String.valueOf(failure.getMessage()));
    }
    try {
      ExitStatus status = command.exit().get(probing.timeout().toMillis(), TimeUnit.MILLISECONDS);
      command.killStarted(); // what it left behind would hold its output, and be many some day
      command.awaitOutput();
      return result(begun, status.code(), output.text());
    } catch (TimeoutException e) {
      command.kill();
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
      command.kill();
      return result(begun, FAILED, "interrupted");
    }
  }

  private static Health.Result result(Instant begun, int code, String output) {
    return new Health.Result(begun, Instant.now(), code, output);
  }

  /** What both streams brought, as far as it is kept. */
  private static final class Output implements CommandInside.Sink {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public synchronized void take(byte[] buffer, int length) {
      kept.write(buffer, 0, Math.min(length, MOST_OUTPUT - kept.size()));
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
