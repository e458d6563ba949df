package jcompose.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import jcompose.engine.ContainerRecord.Phase;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.log.LogLimits;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Resources;

/** Takes over one container from whatever process had it before, which may have died anywhere. */
final class Adoption {
  private final EngineParts parts;
  private final ContainerFolder folder;
  private final String id;

  Adoption(EngineParts parts, String id) {
    this.parts = parts;
    this.id = id;
    this.folder = new ContainerFolder(parts.directories(), id);
  }

  /** What the disk says, corrected by whether the process is there. */
  static ContainerState observed(ContainerRecord record) {
    boolean lost =
        record.phase() == Phase.RUNNING
            && !record.process().map(ProcessIdentity::isListed).orElse(false);
    return lost
        ? record.exited(Container.status(Optional.empty(), false, Instant.now())).state()
        : record.state();
  }

  /** The container, ready for use; empty when it is not the caller's or was half deleted. */
  Optional<Container> adopt(Predicate<ContainerSpec> mine) {
    Optional<ContainerRecord> found = folder.read();
    if (found.isEmpty()) {
      folder.delete(); // its state was the last of it
      return Optional.empty();
    }
    if (!mine.test(found.get().spec())) {
      return Optional.empty();
    }
    ContainerRecord record = found.get();
    return switch (record.phase()) {
      case DELETING -> {
        cleanUp(record);
        folder.delete();
        yield Optional.empty();
      }
      case CREATED, EXITED -> {
        cleanUp(record); // a start that was cut short before it was on disk
        yield Optional.of(new Container(parts, record));
      }
      case STARTING -> Optional.of(started(record));
      case RUNNING ->
          Optional.of(
              record
                  .process()
                  .flatMap(process -> resumed(record, process))
                  .orElseGet(() -> lost(record)));
    };
  }

  /** Its process may have been made without anybody writing down which one it is. */
  private Container started(ContainerRecord record) {
    Optional<ProcessIdentity> first;
    try (CgroupSession cgroup = cgroup(record)) {
      first =
          cgroup.pids().stream()
              .map(ProcessIdentity::of)
              .flatMap(Optional::stream)
              .min(
                  Comparator.comparingLong(ProcessIdentity::startTime)
                      .thenComparingInt(ProcessIdentity::pid)); // its init, if it has one
    }
    return first
        .flatMap(process -> resumed(record, process))
        .orElseGet(
            () -> {
              cleanUp(record);
              ContainerRecord back =
                  record.in(record.exit().isPresent() ? Phase.EXITED : Phase.CREATED);
              writeIfPossible(back);
              return new Container(parts, back);
            });
  }

  private Optional<Container> resumed(ContainerRecord record, ProcessIdentity process) {
    Optional<Descriptor> pidfd = OpenJoins.process(process);
    if (pidfd.isEmpty()) {
      return Optional.empty();
    }
    if (!record.spec().process().terminal()) {
      attach(record);
    }
    Container container = new Container(parts, finishUpdate(record));
    container.resume(
        new Run(process, new PidDescriptor(pidfd.get()), cgroup(record), Optional.empty()));
    return Optional.of(container);
  }

  /** New limits of which nobody knows how many were written are written again. */
  private ContainerRecord finishUpdate(ContainerRecord record) {
    Optional<Resources> begun = folder.begunUpdate();
    if (begun.isEmpty()) {
      return record;
    }
    try (CgroupSession cgroup = cgroup(record)) {
      parts.cgroups().update(cgroup, begun.get());
      ContainerRecord updated = record.with(begun.get());
      folder.endUpdate(updated);
      return updated;
    } catch (EngineException failure) {
      parts
          .problems()
          .accept(
              record.spec().name() + ": its new limits are not complete: " + failure.getMessage());
      return record;
    }
  }

  /** A container whose FIFOs somebody removed still has to be seen and stopped. */
  private void attach(ContainerRecord record) {
    if (record.spec().log().discarded()) {
      return;
    }
    try {
      folder.make();
      parts
          .pump()
          .attach(
              id,
              folder.runFile(ProcessProgram.STDOUT),
              folder.runFile(ProcessProgram.STDERR),
              folder.log(),
              LogLimits.of(record.spec().log()));
    } catch (EngineException failure) {
      parts
          .problems()
          .accept(record.spec().name() + ": its output is not seen: " + failure.getMessage());
    }
  }

  private Container lost(ContainerRecord record) {
    boolean oomKilled = cleanUp(record);
    ContainerRecord exited =
        record.exited(Container.status(Optional.empty(), oomKilled, Instant.now()));
    writeIfPossible(exited);
    return new Container(parts, exited);
  }

  /** A full disk must not keep anybody from taking the container down, which makes room. */
  private void writeIfPossible(ContainerRecord record) {
    try {
      folder.write(record);
    } catch (EngineException failure) {
      parts.problems().accept(record.spec().name() + ": " + failure.getMessage());
    }
  }

  private boolean cleanUp(ContainerRecord record) {
    try (CgroupSession cgroup = cgroup(record)) {
      cgroup.killAll();
      boolean oomKilled = cgroup.oomKills() > 0;
      cgroup.delete();
      return oomKilled;
    }
  }

  private CgroupSession cgroup(ContainerRecord record) {
    return parts.cgroups().existing(id, record.spec().cgroupsPath());
  }
}
