package jcompose.composer.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jcompose.composer.model.Replica;
import jcompose.composer.run.StackEvents;
import jcompose.engine.ExitStatus;

/** Passes what happens to a stack on to every connection that listens. */
final class Events implements StackEvents {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Runnable afterExit;

  /**
   * Events without a listener yet.
   *
   * @param afterExit called after each container's end
   */
  Events(Runnable afterExit) {
    this.afterExit = afterExit;
  }

  /** Receives events until it is removed. */
  interface Listener {
    /** One event, on the thread on which it happened. */
    void event(Reply event);
  }

  void add(Listener listener) {
    listeners.add(listener);
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }

  private void tell(Reply event) {
    listeners.forEach(listener -> listener.event(event));
  }

  @Override
  public void progress(String subject, String state) {
    tell(new Reply.Progress(subject, state));
  }

  @Override
  public void warning(String message) {
    tell(new Reply.Warning(message));
  }

  @Override
  public void started(String containerId, Replica replica, Instant since) {
    tell(new Reply.Started(containerId, replica, since));
  }

  @Override
  public void exited(String containerId, String service, ExitStatus status, boolean again) {
    tell(new Reply.Exited(containerId, service, status, again));
    afterExit.run();
  }

  @Override
  public void hookOutput(String service, String line) {
    tell(new Reply.HookOutput(service, line));
  }
}
