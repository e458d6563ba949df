package jcompose.composer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.supervisor.Frame;
import jcompose.composer.supervisor.FrameChannel;
import jcompose.composer.supervisor.Reply;
import jcompose.composer.supervisor.Request;
import jcompose.engine.ProcessSignals;
import jcompose.engine.Terminal;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.state.IoReason;

/** Carries this process's streams to an exec and back. */
final class ExecStreams {
  private static final int CHUNK = 64 << 10;
  private static final int TRIES = 3;

  private final Context context;
  private final String project;

  ExecStreams(Context context, String project) {
    this.context = context;
    this.project = project;
  }

  static ExecSpec.Size window() {
    Terminal.Size size = Terminal.size(0);
    return new ExecSpec.Size(size.rows(), size.columns());
  }

  /** Runs until the process in the container has ended; gives its exit code. */
  int run(Request.Exec request) {
    for (int i = 1; ; i++) {
      try (FrameChannel channel = context.supervisor(project).open(request)) {
        Optional<Frame> first = channel.receive();
        if (first.isPresent()) {
          return carry(channel, request, first.get());
        }
      } catch (IOException e) {
        throw new ComposerException(
            "the supervisor ended while the command ran; whether it still runs is not known: "
                + IoReason.of(e),
            e);
      }
      // It ended in the moment of the connection, before it had begun anything.
      if (i == TRIES) {
        throw new ComposerException("the supervisor of '" + project + "' does not answer");
      }
    }
  }

  private int carry(FrameChannel channel, Request.Exec request, Frame first) throws IOException {
    Optional<Frame> frame = Optional.of(first);
    while (frame.isPresent()) {
      Frame now = frame.get();
      if (now.kind() == Frame.STDOUT) {
        context.screen().write(now.payload());
      } else if (now.kind() == Frame.STDERR) {
        context.screen().writeError(now.payload());
      } else {
        Optional<Integer> code = reply(channel, request, FrameChannel.reply(now));
        if (code.isPresent()) {
          return code.get();
        }
      }
      frame = channel.receive();
    }
    throw new IOException("the connection was closed");
  }

  private Optional<Integer> reply(FrameChannel channel, Request.Exec request, Reply reply) {
    if (reply instanceof Reply.Failed failed) {
      throw failed.toException();
    }
    if (reply instanceof Reply.ExecExited exited) {
      exited.status().note().ifPresent(context.screen()::warning);
      return Optional.of(exited.status().code());
    }
    if (reply instanceof Reply.ExecStarted) {
      begin(channel, request);
    }
    return Optional.empty();
  }

  private void begin(FrameChannel channel, Request.Exec request) {
    if (request.spec().terminal()) {
      ProcessSignals.on(signal -> send(channel, new Request.Resize(window())), "WINCH");
      send(channel, new Request.Resize(window())); // it may have changed since it was asked for
    } else {
      ProcessSignals.on(signal -> send(channel, new Request.Signal(signal)), "INT", "TERM", "HUP");
    }
    Thread input = new Thread(() -> pumpInput(channel), "exec-input");
    input.setDaemon(true);
    input.start();
  }

  private static void send(FrameChannel channel, Request request) {
    try {
      channel.send(request);
    } catch (IOException e) {
      // The exec has ended; its exit code is on its way, or here already.
      return;
    }
  }

  private static void pumpInput(FrameChannel channel) {
    byte[] buffer = new byte[CHUNK];
    // Not closed: the terminal behind it has to be set back at the end.
    InputStream in = Main.standardInput();
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        channel.send(Frame.STDIN, buffer, n);
      }
      channel.send(Frame.STDIN, buffer, 0);
    } catch (IOException e) {
      // The exec has ended, or the input cannot be read: both are an end of input.
      return;
    }
  }
}
