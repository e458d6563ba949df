package jcompose.composer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.supervisor.Request;
import jcompose.engine.ContainerState;
import jcompose.engine.ProcessSignals;
import jcompose.engine.Signals;
import jcompose.engine.state.IoReason;

/** What a running container gets from this process: its input, and its signals. */
final class AttachInput {
  private static final int CHUNK = 64 << 10;
  private static final List<String> SIGNALS =
      List.of("HUP", "INT", "USR1", "USR2", "ALRM", "TERM", "CONT");

  private final Context context;
  private final String project;
  private final ContainerState state;

  AttachInput(Context context, String project, ContainerState state) {
    this.context = context;
    this.project = project;
    this.state = state;
  }

  /** Passes on what this process reads; its end is not the end of the container's input. */
  void passInput() {
    if (state.spec().process().terminal()) {
      context.screen().note("no input is passed on: the container's is a terminal");
    } else if (state.spec().process().stdinOpen()) {
      start("attach-input", this::pump);
    }
  }

  private void pump() {
    Path fifo = context.directories().containerRun(state.spec().id()).resolve("stdin");
    byte[] buffer = new byte[CHUNK];
    InputStream in = Main.standardInput();
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        // opened for each: every run has another, and the container never sees the end of one
        try (OutputStream out = Files.newOutputStream(fifo, StandardOpenOption.WRITE)) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      context.screen().warning("no more input is passed on: " + IoReason.of(e));
    }
  }

  /** Passes signals on instead of ending; those that this process ignores stay ignored. */
  void passSignals() {
    Predicate<String> heard = name -> !ProcessSignals.isIgnored(Signals.parse(name));
    ProcessSignals.on(
        signal -> start("attach-signal", () -> pass(signal)),
        SIGNALS.stream().filter(heard).toArray(String[]::new));
  }

  private void pass(int signal) {
    try {
      context
          .supervisor(project)
          .request(
              new Request.Signalled(
                  List.of(ChosenContainers.service(state)), Optional.of(state.spec().id()), signal),
              reply -> {});
    } catch (ComposerException e) {
      context.screen().error(String.valueOf(e.getMessage()));
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
