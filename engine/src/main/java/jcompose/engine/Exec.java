package jcompose.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A further process in a container, with its streams. */
@SuppressWarnings("DoNotCallSuggester")
public final class Exec {
  /** What it reads; closing it is the end of its input. */
  public OutputStream stdin() {
    throw new UnsupportedOperationException();
  }

  /** What it writes to its standard output, or to its terminal. */
  public InputStream stdout() {
    throw new UnsupportedOperationException();
  }

  /** What it writes to its standard error; empty when it has a terminal. */
  public InputStream stderr() {
    throw new UnsupportedOperationException();
  }

  /** Tells its terminal the new size; nothing happens without one. */
  public void resize(int rows, int columns) {
    throw new UnsupportedOperationException();
  }

  /** Sends it a signal; nothing happens when it has ended. */
  public void signal(int signal) {
    throw new UnsupportedOperationException();
  }

  /** Its end. Output may still be waiting in the streams. */
  public CompletableFuture<ExitStatus> exit() {
    throw new UnsupportedOperationException();
  }
}
