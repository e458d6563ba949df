package jcompose.composer.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import jcompose.engine.Exec;
import jcompose.engine.ExitStatus;

/** Carries an exec's streams between its process and the command that asked for it. */
final class ExecSession {
  private static final int SIGHUP = 1;
  private static final int CHUNK = 64 << 10;

  private final FrameChannel channel;
  private final Exec exec;
  private final boolean terminal;

  /**
   * The session of a process that runs.
   *
   * @param terminal whether it has a terminal
   */
  ExecSession(FrameChannel channel, Exec exec, boolean terminal) {
    this.channel = channel;
    this.exec = exec;
    this.terminal = terminal;
  }

  void run() throws IOException {
    channel.send(new Reply.ExecStarted());
    Thread input = start("exec-input", this::pumpInput);
    Thread output = start("exec-output", () -> pump(Frame.STDOUT, exec.stdout()));
    Thread errors = start("exec-errors", () -> pump(Frame.STDERR, exec.stderr()));
    ExitStatus status = exec.exit().join();
    try {
      output.join();
      errors.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.send(new Reply.ExecExited(status));
    input.interrupt();
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void pump(byte kind, InputStream from) {
    byte[] buffer = new byte[CHUNK];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        channel.send(kind, buffer, n);
      }
    } catch (IOException e) {
      // Either side is gone; the process's end is reported by its own way.
      return;
    }
  }

  private void pumpInput() {
    try {
      for (Optional<Frame> frame = channel.receive();
          frame.isPresent();
          frame = channel.receive()) {
        take(frame.get());
      }
      exec.signal(SIGHUP);
    } catch (IOException e) {
      // The command was killed: as a terminal that is closed would, it hangs up.
      exec.signal(SIGHUP);
    }
  }

  private void take(Frame frame) throws IOException {
    if (frame.kind() == Frame.STDIN) {
      try {
        if (frame.payload().length == 0) {
          // The end of the user's input does not hang up a terminal.
          if (!terminal) {
            exec.stdin().close();
          }
        } else {
          exec.stdin().write(frame.payload());
          exec.stdin().flush();
        }
      } catch (IOException e) {
        // The process closed its input, which is its right: head(1) does.
        return;
      }
    } else if (frame.kind() == Frame.MESSAGE) {
      Request request = FrameChannel.request(frame);
      if (request instanceof Request.Resize resize) {
        exec.resize(resize.size().rows(), resize.size().columns());
      } else if (request instanceof Request.Signal signal) {
        exec.signal(signal.number());
      }
    }
  }
}
