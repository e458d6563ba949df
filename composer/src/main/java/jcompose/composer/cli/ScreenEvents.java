package jcompose.composer.cli;

import java.time.Instant;
import jcompose.composer.console.Screen;
import jcompose.composer.model.Replica;
import jcompose.composer.run.StackEvents;
import jcompose.engine.ExitStatus;

/** Shows what a command does by itself, without a supervisor. */
record ScreenEvents(Screen screen) implements StackEvents {
  @Override
  public void progress(String subject, String state) {
    screen.progress(subject, state);
  }

  @Override
  public void warning(String message) {
    screen.warning(message);
  }

  @Override
  public void started(String containerId, Replica replica, Instant since) {}

  @Override
  public void exited(String containerId, String service, ExitStatus status, boolean again) {}
}
