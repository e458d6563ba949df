package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import jcompose.engine.linux.TerminalControl;

/** This end of a container's streams, while it is attached to this process. */
public final class Attachment implements AutoCloseable {
  private final ExecStreams streams;

  Attachment(ExecStreams streams) {
    this.streams = streams;
  }

  /** What it reads; closing it is the end of its input, but not of a terminal's. */
  public OutputStream stdin() {
    return streams.stdin();
  }

  /** What it writes to its standard output, or to its terminal; ends after it has ended. */
  public InputStream stdout() {
    return streams.stdout();
  }

  /** What it writes to its standard error; empty when it has a terminal. */
  public InputStream stderr() {
    return streams.stderr();
  }

  /** Tells its terminal the new size; nothing happens without one. */
  public void resize(int rows, int columns) {
    streams
        .terminal()
        .ifPresent(terminal -> TerminalControl.resize(terminal.number(), rows, columns));
  }

  /** Lets go of all of them; one that still runs waits when it has filled its FIFOs. */
  @Override
  public void close() {
    try {
      streams.stdin().close();
      streams.stdout().close();
      streams.stderr().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    streams.terminal().ifPresent(jcompose.engine.linux.Descriptor::close);
  }
}
