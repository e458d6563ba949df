package jcompose.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.ContainerRecord.Phase;
import jcompose.engine.spec.ContainerSpec;

/**
 * What changes while a container runs: the state file in its run folder. A power cut ends what it
 * describes, so that it waits for no disk.
 *
 * @param phase {@code STARTING} or {@code RUNNING}
 * @param pid as in {@link ContainerRecord}, like the rest
 */
record RunRecord(
    Phase phase,
    OptionalInt pid,
    OptionalLong startTime,
    Optional<String> bootId,
    Optional<Instant> startedAt,
    Optional<ExitStatus> exit) {

  static RunRecord of(ContainerRecord record) {
    return new RunRecord(
        record.phase(),
        record.pid(),
        record.startTime(),
        record.bootId(),
        record.startedAt(),
        record.exit());
  }

  ContainerRecord of(ContainerSpec spec) {
    return new ContainerRecord(spec, phase, pid, startTime, bootId, startedAt, exit);
  }
}
