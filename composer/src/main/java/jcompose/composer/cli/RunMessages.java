package jcompose.composer.cli;

import java.time.Instant;
import java.util.regex.Pattern;
import jcompose.composer.console.Screen;
import jcompose.composer.model.Replica;
import jcompose.composer.run.StackEvents;
import jcompose.engine.ExitStatus;

/** What {@code run} tells: warnings alone, since the container's output is what counts. */
record RunMessages(Screen screen) implements StackEvents {
  /** The path of an attribute behind the option that it came from. */
  private static final Pattern PATH =
      Pattern.compile(
          "^(--?[a-z-]+|run|COMMAND): (services\\.run[^: ]*: |volumes: |image: )*",
          Pattern.MULTILINE);

  /** A message about a service that stands in no file: without the service. */
  static String plain(String message) {
    return PATH.matcher(message).replaceAll("$1: ").replaceAll("(?m)^run: ", "");
  }

  @Override
  public void progress(String subject, String state) {}

  @Override
  public void warning(String message) {
    screen.warning(plain(message));
  }

  @Override
  public void started(String containerId, Replica replica, Instant since) {}

  @Override
  public void exited(String containerId, String service, ExitStatus status, boolean again) {}
}
