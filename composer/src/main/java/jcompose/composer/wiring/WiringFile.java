package jcompose.composer.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Replica;
import jcompose.composer.network.BoundPort;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;

/**
 * Where it is written what a project has of networks: before any of it is made, until all of it is
 * gone.
 */
public record WiringFile(EngineDirectories directories, String project) {
  private static final String NAME = "networks.json";

  /** Whether the project has, or may have, anything of networks. */
  public boolean exists() {
    return Files.exists(path());
  }

  /** What it has; empty when it has nothing. */
  public Optional<WiringRecord> read() {
    return exists() ? Optional.of(read(path())) : Optional.empty();
  }

  private static WiringRecord read(Path file) {
    try {
      return RecordJson.readFile(file, WiringRecord.class);
    } catch (EngineException e) {
      throw new ComposerException(e.getMessage() + "; remove this file and run again", e);
    }
  }

  /** Where a container's ports are reached, while it runs. */
  public List<BoundPort> portsOf(Replica replica) {
    return read().map(record -> record.ports().get(replica.toString())).orElse(List.of());
  }

  /** What all the other projects have, by their names. */
  Map<String, WiringRecord> ofOthers() {
    return all(directories, name -> !name.equals(project));
  }

  /** What all projects have, by their names. */
  public static Map<String, WiringRecord> all(EngineDirectories directories) {
    return all(directories, name -> true);
  }

  private static Map<String, WiringRecord> all(
      EngineDirectories directories, Predicate<String> which) {
    Path projects = directories.root().resolve("projects");
    if (!Files.isDirectory(projects)) {
      return Map.of();
    }
    Map<String, WiringRecord> records = new TreeMap<>();
    try (Stream<Path> folders = Files.list(projects)) {
      folders
          .filter(folder -> which.test(folder.getFileName().toString()))
          .filter(folder -> Files.exists(folder.resolve(NAME)))
          .forEach(
              folder -> records.put(folder.getFileName().toString(), read(folder.resolve(NAME))));
      return records;
    } catch (IOException e) {
      throw new ComposerException(projects + ": " + IoReason.of(e), e);
    }
  }

  void write(WiringRecord record) {
    try {
      Files.createDirectories(path().getParent());
    } catch (IOException e) {
      throw new ComposerException(path() + " cannot be written: " + IoReason.of(e), e);
    }
    AtomicFile.write(path(), RecordJson.toBytes(record));
  }

  void remove() {
    try {
      Files.deleteIfExists(path());
    } catch (IOException e) {
      throw new ComposerException(path() + " cannot be removed: " + IoReason.of(e), e);
    }
  }

  /** Where it lies, written or not. */
  public Path path() {
    return directories.root().resolve("projects").resolve(project).resolve(NAME);
  }
}
