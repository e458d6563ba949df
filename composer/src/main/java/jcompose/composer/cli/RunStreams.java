package jcompose.composer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import jcompose.composer.console.OutputClosedException;
import jcompose.composer.console.Screen;
import jcompose.composer.model.Service;
import jcompose.composer.run.OneOff;
import jcompose.engine.Attachment;
import jcompose.engine.ExitStatus;
import jcompose.engine.ProcessSignals;
import jcompose.engine.Terminal;
import jcompose.engine.spec.ExecSpec;

/** Connects this process's streams, terminal and signals with a container's until that ends. */
final class RunStreams {
  private static final int CHUNK = 64 << 10;

  private final Screen screen;
  private final OneOff container;
  private final Service service;
  private final RunSignals signals;
  private final AtomicReference<OutputClosedException> closed = new AtomicReference<>();

  RunStreams(Screen screen, OneOff container, Service service) {
    this.screen = screen;
    this.container = container;
    this.service = service;
    this.signals = new RunSignals(screen, container);
  }

  /** Runs it to its end; gives its exit code. */
  int run() {
    boolean terminal = service.tty() && Screen.isTerminal(0);
    signals.listen();
    Optional<ExecSpec.Size> size = terminal ? Optional.of(ExecStreams.window()) : Optional.empty();
    try (Attachment streams = container.start(size)) {
      signals.started();
      if (!terminal || !service.stdinOpen()) {
        return carry(streams, terminal);
      }
      RawTerminal raw = RawTerminal.enter();
      try {
        return carry(streams, terminal);
      } finally {
        raw.close();
      }
    }
  }

  private int carry(Attachment streams, boolean terminal) {
    if (terminal) {
      ProcessSignals.on(signal -> resize(streams), "WINCH");
      resize(streams); // it may have changed since it was asked for
    }
    Thread output = start("run-output", () -> copy(streams.stdout(), screen.stream()));
    Thread errors =
        start("run-errors", () -> copy(streams.stderr(), new FileOutputStream(FileDescriptor.err)));
    if (service.stdinOpen()) {
      start("run-input", () -> input(streams.stdin()));
    }
    ExitStatus status = container.exit().join();
    join(output);
    join(errors);
    container.finish();
    if (closed.get() != null) {
      throw closed.get();
    }
    return code(status);
  }

  private static void resize(Attachment streams) {
    Terminal.Size size = Terminal.size(0);
    streams.resize(size.rows(), size.columns());
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When nobody takes it any more, it ends as a program in a pipeline does: by that. */
  private void copy(InputStream from, OutputStream to) {
    byte[] buffer = new byte[CHUNK];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        write(to, buffer, n);
      }
    } catch (OutputClosedException e) {
      closed.compareAndSet(null, e);
      container.kill();
    } catch (IOException e) {
      // it has ended, and its streams with it
      return;
    }
  }

  private static void write(OutputStream to, byte[] buffer, int length) {
    try {
      to.write(buffer, 0, length);
      to.flush();
    } catch (IOException e) {
      throw new OutputClosedException(e);
    }
  }

  private void input(OutputStream to) {
    byte[] buffer = new byte[CHUNK];
    // Not closed: the terminal behind it has to be set back at the end.
    InputStream in = Main.standardInput();
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
      }
      if (!service.tty()) { // the end of the user's input does not hang up a terminal
        to.close();
      }
    } catch (IOException e) {
      // it has closed its input, which is its right, or this one cannot be read
      return;
    }
  }

  private int code(ExitStatus status) {
    status.note().ifPresent(screen::warning);
    if (status.oomKilled()) {
      screen.warning("the kernel killed a process in it: out of memory");
    }
    return status.code();
  }
}
