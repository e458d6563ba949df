package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jcompose.composer.ComposerException;
import jcompose.composer.life.LastAct;
import jcompose.engine.Signals;

/** Stops one container: its hooks, its stop signal, the grace period, SIGKILL. */
record Stopping(Stack stack, StackContainer container, Optional<Duration> timeout) {
  void run() {
    if (!container.running()) {
      return;
    }
    stack.events().progress("Container " + container.name(), "Stopping");
    HookRuns hooks = new HookRuns(stack, container);
    Duration patience = timeout.orElse(container.labels().stopGracePeriod());
    if (!container.labels().hooks().preStop().isEmpty()) {
      unpause();
      hooks.preStop(patience);
    }
    stack.log().stops(container);
    int signal = container.labels().stopSignal();
    note(LastAct.stopped(Instant.now(), signal));
    stack.log().kill(container, signal);
    container.container().signal(signal);
    unpause(); // it could neither hear the signal nor end
    if (!endsWithin(patience)) {
      note(LastAct.killed(Instant.now(), signal, patience));
      stack.log().kill(container, Signals.KILL);
      container.container().kill();
    }
    stack.log().died(container, container.container().exit().join());
    hooks.awaitOutput();
    stack.events().progress("Container " + container.name(), "Stopped");
  }

  private void note(LastAct act) {
    container.note(stack.directories(), stack.events(), act);
  }

  private void unpause() {
    if (container.container().paused()) {
      container.container().unpause();
      stack.log().tell(container, "unpause");
    }
  }

  private boolean endsWithin(Duration patience) {
    try {
      container.container().exit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new ComposerException("container " + container.name() + " could not be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
