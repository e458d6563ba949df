package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.console.Screen;
import jcompose.composer.run.OneOff;
import jcompose.engine.ProcessSignals;
import jcompose.engine.Signals;

/**
 * Passes this process's signals to a container's first process.
 *
 * <p>To the first process of a PID namespace those without a handler do nothing, so that a plain
 * {@code sleep} could not be interrupted: then it is killed, when the user asks twice, or when the
 * user's terminal is gone.
 */
final class RunSignals {
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final List<String> NAMES =
      List.of("HUP", "INT", "USR1", "USR2", "ALRM", "TERM", "CONT");

  private final Screen screen;
  private final OneOff container;
  private final List<Integer> early = new ArrayList<>();
  private boolean started;
  private boolean unheard;

  RunSignals(Screen screen, OneOff container) {
    this.screen = screen;
    this.container = container;
  }

  /** From now on none of them ends this process; those that it is to ignore stay ignored. */
  void listen() {
    ProcessSignals.on(
        this::take,
        NAMES.stream()
            .filter(name -> !ProcessSignals.isIgnored(Signals.parse(name)))
            .toArray(String[]::new));
  }

  /** Those that came before go first. */
  synchronized void started() {
    started = true;
    early.forEach(this::pass);
  }

  private synchronized void take(int signal) {
    if (started) {
      pass(signal);
    } else {
      early.add(signal);
    }
  }

  private void pass(int signal) {
    boolean asksToEnd = signal == SIGINT || signal == SIGTERM || signal == SIGHUP;
    if (!asksToEnd || container.hears(signal)) {
      container.signal(signal);
    } else if (unheard || signal == SIGHUP) {
      container.kill();
    } else {
      unheard = true;
      screen.note(
          "its first process has no handler for "
              + Signals.name(signal)
              + ", which then does nothing to it (--init helps); once more kills it");
    }
  }
}
