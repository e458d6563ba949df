package jcompose.composer.run;

import java.time.Instant;
import jcompose.composer.model.Replica;
import jcompose.engine.ExitStatus;

/** Told of what happens to a stack, from several threads at once. */
public interface StackEvents {
  /**
   * A step that the user sees, as Docker Compose words it.
   *
   * @param subject for example {@code Container shop-web-1} or {@code Volume shop_data}
   * @param state for example {@code Started}
   */
  void progress(String subject, String state);

  /** Something that the user should know although nothing failed. */
  void warning(String message);

  /**
   * A container runs.
   *
   * @param replica which container of which service it is
   * @param since what it wrote from then on is new to whoever follows its log
   */
  void started(String containerId, Replica replica, Instant since);

  /**
   * A container's process ended, and its last byte is in its log.
   *
   * @param again whether it will be started again by itself
   */
  void exited(String containerId, String service, ExitStatus status, boolean again);

  /**
   * A hook of a service's container has printed a line.
   *
   * @param line without its end
   */
  default void hookOutput(String service, String line) {}
}
