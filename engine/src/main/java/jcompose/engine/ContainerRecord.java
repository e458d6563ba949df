package jcompose.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Resources;

/**
 * A container's state. It is written before what it describes is done, except that a process is
 * written down when it is there: until then, one is looked for in the cgroup.
 *
 * @param spec what it was created from
 * @param phase what was being done last
 * @param pid its first process, from {@code RUNNING} on
 * @param startTime when that process began, in ticks since boot: field 22 of /proc/PID/stat
 * @param bootId the boot in which it ran, from {@code STARTING} on
 * @param startedAt when its current or last run began
 * @param exit how its last run ended
 */
record ContainerRecord(
    ContainerSpec spec,
    Phase phase,
    OptionalInt pid,
    OptionalLong startTime,
    Optional<String> bootId,
    Optional<Instant> startedAt,
    Optional<ExitStatus> exit) {

  enum Phase {
    CREATED,
    STARTING,
    RUNNING,
    EXITED,
    DELETING
  }

  static ContainerRecord created(ContainerSpec spec) {
    return new ContainerRecord(
        spec,
        Phase.CREATED,
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ContainerRecord in(Phase next) {
    return new ContainerRecord(spec, next, pid, startTime, bootId, startedAt, exit);
  }

  /** The same with other limits. */
  ContainerRecord with(Resources resources) {
    return new ContainerRecord(
        spec.withResources(resources), phase, pid, startTime, bootId, startedAt, exit);
  }

  ContainerRecord starting(Instant since) {
    return new ContainerRecord(
        spec,
        Phase.STARTING,
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.of(ProcessIdentity.currentBoot()),
        Optional.of(since),
        exit);
  }

  /** Whether what was being done can still be going on. */
  boolean ofThisBoot() {
    return bootId.map(ProcessIdentity.currentBoot()::equals).orElse(true);
  }

  ContainerRecord running(ProcessIdentity process) {
    return new ContainerRecord(
        spec,
        Phase.RUNNING,
        OptionalInt.of(process.pid()),
        OptionalLong.of(process.startTime()),
        Optional.of(process.bootId()),
        startedAt,
        Optional.empty());
  }

  ContainerRecord exited(ExitStatus status) {
    return new ContainerRecord(
        spec,
        Phase.EXITED,
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        startedAt,
        Optional.of(status));
  }

  /** The process that was its first when this was written. */
  Optional<ProcessIdentity> process() {
    return pid.isPresent() && startTime.isPresent() && bootId.isPresent()
        ? Optional.of(new ProcessIdentity(pid.getAsInt(), startTime.getAsLong(), bootId.get()))
        : Optional.empty();
  }

  /** What callers see of it. */
  ContainerState state() {
    ContainerState.Status status =
        switch (phase) {
          case RUNNING -> ContainerState.Status.RUNNING;
          case CREATED, STARTING ->
              exit.isPresent() ? ContainerState.Status.EXITED : ContainerState.Status.CREATED;
          case EXITED, DELETING -> ContainerState.Status.EXITED;
        };
    return new ContainerState(spec, status, pid, startedAt, exit);
  }
}
