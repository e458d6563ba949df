package jcompose.composer.supervisor;

import java.time.Instant;
import java.util.List;
import jcompose.composer.model.Replica;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;

/** What a supervisor answers. */
public sealed interface Reply {
  /** A step, as {@code Container shop-web-1} and {@code Started}. */
  record Progress(String subject, String state) implements Reply {}

  /** Something that the user should know. */
  record Warning(String message) implements Reply {}

  /**
   * A container runs.
   *
   * @param replica which container of which service it is
   * @param since what it wrote from then on is new to whoever follows its log
   */
  record Started(String containerId, Replica replica, Instant since) implements Reply {}

  /**
   * A container's process ended and its log is complete.
   *
   * @param again whether it will be started again by itself
   */
  record Exited(String containerId, String service, ExitStatus status, boolean again)
      implements Reply {}

  /** A hook of a service's container has printed a line. */
  record HookOutput(String service, String line) implements Reply {}

  /**
   * The states asked for.
   *
   * @param paused the ids of those that are frozen
   */
  record States(List<ContainerState> states, List<String> paused) implements Reply {
    /** Copies the lists. */
    public States {
      states = List.copyOf(states);
      paused = List.copyOf(paused);
    }
  }

  /** An exec's process runs; the supervisor takes its input from now on. */
  record ExecStarted() implements Reply {}

  /** An exec's process ended; all its output has been sent. */
  record ExecExited(ExitStatus status) implements Reply {}

  /** The request is carried out; of a followed {@code up}, the first part is. */
  record Done() implements Reply {}

  /** No container runs any more. */
  record AllExited() implements Reply {}

  /**
   * The request failed.
   *
   * @param message in words for the user
   * @param exitCode of the command
   * @param trace for {@code --debug}
   */
  record Failed(String message, int exitCode, String trace) implements Reply {
    /** The same as an exception. */
    public RemoteFailure toException() {
      return new RemoteFailure(this);
    }
  }
}
