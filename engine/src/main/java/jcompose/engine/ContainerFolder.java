package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.ContainerRecord.Phase;
import jcompose.engine.linux.UnixAttributes;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Root;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;
import jcompose.engine.state.Trees;

/** Where one container's files are, and its state file. */
final class ContainerFolder {
  private static final String STATE = "container.json";
  private static final String UPDATE = "update.json";
  private static final int PERMISSIONS = 07777;

  private final Path root;
  private final Path run;
  private final String cgroupParent;

  ContainerFolder(EngineDirectories directories, String id) {
    root = directories.container(id);
    run = directories.containerRun(id);
    cgroupParent = directories.cgroupParent();
  }

  private ContainerFolder(Path root, Path run, String cgroupParent) {
    this.root = root;
    this.run = run;
    this.cgroupParent = cgroupParent;
  }

  /** Every id that has a folder. */
  static List<String> ids(EngineDirectories directories) {
    Path containers = directories.root().resolve("containers");
    if (!Files.isDirectory(containers)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(containers)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{64}"))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException failure) {
      throw new EngineException("cannot list " + containers + ": " + IoReason.of(failure), failure);
    }
  }

  Path upper() {
    return root.resolve("upper");
  }

  Path work() {
    return root.resolve("work");
  }

  Path log() {
    return root.resolve("log");
  }

  Path merged() {
    return run.resolve("merged");
  }

  Path runFile(String name) {
    return run.resolve(name);
  }

  /** Keeps others from mounting its root. */
  RootLock lockRoot() {
    return RootLock.acquireNow(root);
  }

  boolean exists() {
    return Files.exists(root.resolve(STATE));
  }

  /** Makes it with its first state, whole or not at all: it is built beside, and renamed. */
  void create(ContainerRecord record) {
    Path beside = UnfinishedFolders.beside(root);
    try {
      ContainerFolder unfinished = new ContainerFolder(beside, run, cgroupParent);
      make(List.of(unfinished.upper(), unfinished.work(), unfinished.log()));
      unfinished.adoptRootOf(record.spec().root());
      RecordJson.writeFile(beside.resolve(STATE), record);
      UnfinishedFolders.finish(beside, root);
    } catch (RuntimeException failure) {
      Trees.delete(beside);
      throw failure;
    }
  }

  /** Makes the folders that are missing. */
  void make() {
    make(List.of(upper(), work(), log(), merged()));
  }

  private static void make(List<Path> folders) {
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        continue; // the rule, and much cheaper than an exception
      }
      try {
        Files.createDirectories(folder);
      } catch (IOException failure) {
        throw new EngineException(
            "cannot make folder " + folder + ": " + IoReason.of(failure), failure);
      }
    }
  }

  /** Gives the upper layer's root, which the container sees as /, the image's owner and mode. */
  private void adoptRootOf(Root image) {
    Path top = image.layers().get(image.layers().size() - 1);
    try {
      UnixAttributes of = UnixAttributes.of(top);
      Files.setAttribute(upper(), "unix:uid", of.uid());
      Files.setAttribute(upper(), "unix:gid", of.gid());
      Files.setAttribute(upper(), "unix:mode", of.mode() & PERMISSIONS);
    } catch (IOException failure) {
      throw new EngineException("cannot read layer " + top + ": it is missing", failure);
    }
  }

  /** The state, empty when there is none, or it was the last that a deletion had to remove. */
  Optional<ContainerRecord> read() {
    return read(root, ContainerRecord.class).map(this::sinceWritten);
  }

  private <T> Optional<T> read(Path folder, Class<T> type) {
    return AtomicFile.readIfPresent(folder.resolve(STATE)).map(json -> parse(folder, json, type));
  }

  private <T> T parse(Path folder, byte[] json, Class<T> type) {
    try {
      return RecordJson.read(json, type);
    } catch (EngineException failure) {
      throw new EngineException(
          folder.resolve(STATE)
              + " is damaged ("
              + failure.getMessage()
              + "); kill what runs in the cgroups "
              + cgroupParent
              + "/"
              + folder.getFileName()
              + ", remove "
              + root
              + " and "
              + run,
          failure);
    }
  }

  /** A run that began after the state on disk was written, or that the machine went down with. */
  private ContainerRecord sinceWritten(ContainerRecord onDisk) {
    if (onDisk.phase() == Phase.DELETING) {
      return onDisk;
    }
    Optional<ContainerRecord> running =
        read(run, RunRecord.class)
            .map(found -> found.of(onDisk.spec()))
            .filter(ContainerRecord::ofThisBoot)
            .filter(found -> !ended(found, onDisk));
    return running.orElseGet(
        () ->
            onDisk.phase() != Phase.STARTING || onDisk.ofThisBoot()
                ? onDisk
                : onDisk.in(Phase.RUNNING));
  }

  /** The end of a run is on disk a moment before the run folder forgets it. */
  private static boolean ended(ContainerRecord run, ContainerRecord onDisk) {
    return onDisk.phase() == Phase.EXITED && onDisk.startedAt().equals(run.startedAt());
  }

  /** Keeps a state of a run, which a power cut ends: it waits for no disk. */
  void write(RunRecord state) {
    AtomicFile.writeUntilReboot(run.resolve(STATE), RecordJson.toBytes(state));
  }

  /**
   * Keeps a state for good. But for {@code STARTING}, which tells the next boot of a run, there is
   * no process then.
   */
  void write(ContainerRecord state) {
    RecordJson.writeFile(root.resolve(STATE), state);
    if (state.phase() != Phase.STARTING) {
      forgetRun();
    }
  }

  private void forgetRun() {
    try {
      Files.deleteIfExists(run.resolve(STATE));
    } catch (IOException failure) {
      throw new EngineException(
          "cannot remove " + run.resolve(STATE) + ": " + IoReason.of(failure), failure);
    }
  }

  /** Notes the limits that a running container is being given. */
  void beginUpdate(Resources resources) {
    AtomicFile.writeUntilReboot(run.resolve(UPDATE), RecordJson.toBytes(resources));
  }

  /** The limits whose writing was cut short. */
  Optional<Resources> begunUpdate() {
    return AtomicFile.readIfPresent(run.resolve(UPDATE))
        .map(json -> RecordJson.read(json, Resources.class));
  }

  /** Keeps a running container's new limits, over a reboot as well, and forgets the note. */
  void endUpdate(ContainerRecord state) {
    RecordJson.writeFile(root.resolve(STATE), state.in(Phase.STARTING));
    forgetUpdate();
  }

  /** Forgets the note. */
  void forgetUpdate() {
    try {
      Files.deleteIfExists(run.resolve(UPDATE));
    } catch (IOException failure) {
      throw new EngineException(
          "cannot remove " + run.resolve(UPDATE) + ": " + failure.getMessage(), failure);
    }
  }

  /** Removes everything; the state file's folder last, so that a crash in between is seen. */
  void delete() {
    Trees.delete(run);
    for (Path folder : List.of(upper(), work(), log())) {
      Trees.delete(folder);
    }
    Trees.delete(root);
  }
}
