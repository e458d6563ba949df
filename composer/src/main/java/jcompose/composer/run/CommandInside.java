package jcompose.composer.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import jcompose.engine.Container;
import jcompose.engine.Exec;
import jcompose.engine.ExitStatus;
import jcompose.engine.Signals;
import jcompose.engine.spec.ExecSpec;

/** A program that runs in a container without input, and can be killed with all that it started. */
final class CommandInside {
  private static final int CHUNK = 4096;

  /** A process that forks faster than it is killed ends with its container. */
  private static final int MOST_ROUNDS = 20;

  /** Somebody who hid from being killed may hold the output. */
  private static final long LAST_OUTPUT_MILLIS = 1000;

  private final Container container;
  private final String mark;
  private final Exec exec;
  private final CompletableFuture<Void> read;

  /** Takes what one of the streams brings. */
  interface Sink {
    /** The first bytes of a buffer, which is used again. */
    void take(byte[] buffer, int length);

    /** There will be no more. */
    default void end() {}
  }

  private CommandInside(
      Container container, String mark, Exec exec, Sink out, Sink err, Executor workers) {
    this.container = container;
    this.mark = mark;
    this.exec = exec;
    this.read =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> drain(exec.stdout(), out), workers),
            CompletableFuture.runAsync(() -> drain(exec.stderr(), err), workers));
  }

  /**
   * Starts it.
   *
   * @param spec what to run; one more variable in its environment marks what it starts
   * @param workers each stream keeps one until all that have it have ended
   * @throws jcompose.engine.ProgramNotRunException when the program is not found (127) or not
   *     executable (126)
   * @throws jcompose.engine.EngineException when the container does not run
   */
  static CommandInside start(
      Container container, ExecSpec spec, Sink out, Sink err, Executor workers) {
    String mark = "JCOMPOSE_COMMAND=" + Ids.random();
    List<String> environment = new ArrayList<>(spec.env());
    environment.add(mark);
    Exec exec =
        container.exec(
            new ExecSpec(
                spec.args(),
                environment,
                spec.cwd(),
                spec.user(),
                spec.terminal(),
                spec.size(),
                spec.privileged()));
    closeInput(exec);
    return new CommandInside(container, mark, exec, out, err, workers);
  }

  /** Its end; output may still be on its way. */
  CompletableFuture<ExitStatus> exit() {
    return exec.exit();
  }

  /** Kills it and all that it started. */
  void kill() {
    exec.signal(Signals.KILL);
    killStarted();
  }

  /** Kills all that it started: whatever left its session and its parent has its environment. */
  void killStarted() {
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

  /** Waits for the last of its output after all that may have it was killed. */
  void awaitOutput() {
    read.copy().completeOnTimeout(null, LAST_OUTPUT_MILLIS, TimeUnit.MILLISECONDS).join();
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

  private static void closeInput(Exec exec) {
    try {
      exec.stdin().close();
    } catch (IOException e) { // it has ended already
      return;
    }
  }

  private static void drain(InputStream from, Sink to) {
    byte[] buffer = new byte[CHUNK];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.take(buffer, n);
      }
    } catch (IOException e) { // its end is told in another way
      return;
    } finally {
      to.end();
    }
  }
}
