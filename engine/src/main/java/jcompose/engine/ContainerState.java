package jcompose.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.ContainerSpec;

/**
 * What the disk says of a container.
 *
 * @param spec what it was created from
 * @param status where it is in its life
 * @param pid its first process on the host, while it runs
 * @param startedAt when its current or last run began
 * @param exit how its last run ended
 */
public record ContainerState(
    ContainerSpec spec,
    Status status,
    OptionalInt pid,
    Optional<Instant> startedAt,
    Optional<ExitStatus> exit) {

  /** Where a container is in its life. */
  public enum Status {
    /** Never started. */
    CREATED,
    /** Its first process is alive. */
    RUNNING,
    /** Its last run is over. */
    EXITED
  }
}
