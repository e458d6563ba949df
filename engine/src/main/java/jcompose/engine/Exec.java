package jcompose.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.TerminalControl;

/** A further process in a container, with its streams. */
public final class Exec {
  private final PidDescriptor process;
  private final ExecStreams streams;
  private final CompletableFuture<ExitStatus> exit;

  Exec(PidDescriptor process, ExecStreams streams, CompletableFuture<ExitStatus> exit) {
    this.process = process;
    this.streams = streams;
    this.exit = exit;
  }

  /** What it reads; closing it is the end of its input, but not of a terminal's. */
  public OutputStream stdin() {
    return streams.stdin();
  }

  /** What it writes to its standard output, or to its terminal. */
  public InputStream stdout() {
    return streams.stdout();
  }

  /** What it writes to its standard error; empty when it has a terminal. */
  public InputStream stderr() {
    return streams.stderr();
  }

  /** Tells its terminal the new size; nothing happens without one. */
  public void resize(int rows, int columns) {
    Optional<Descriptor> terminal = streams.terminal();
    if (terminal.isPresent() && !exit.isDone()) {
      TerminalControl.resize(terminal.get().number(), rows, columns);
    }
  }

  /** Sends it a signal; nothing happens when it has ended. */
  public void signal(int signal) {
    process.signal(signal);
  }

  /** Its end. Output may still be waiting in the streams. */
  public CompletableFuture<ExitStatus> exit() {
    return exit.copy();
  }
}
