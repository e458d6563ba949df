package jcompose.composer.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Service;
import jcompose.composer.plan.Cause;
import jcompose.composer.plan.Changes;
import jcompose.composer.plan.Made;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.RecordJson;

/** What containers were made from, on disk with them, so that a change can be named. */
final class MadeFrom {
  private final EngineDirectories directories;

  MadeFrom(EngineDirectories directories) {
    this.directories = directories;
  }

  /** Remembers it; after a crash of the machine it may be missing. */
  void write(String containerId, MadeJson made) {
    AtomicFile.writeUntilReboot(file(containerId), made.bytes());
  }

  /** What is different of a container; empty when nothing is known of it. */
  List<Cause> changes(String containerId, Made now, Service service) {
    return read(containerId).map(before -> Changes.between(before, now, service)).orElse(List.of());
  }

  private Optional<Made> read(String containerId) {
    try {
      return AtomicFile.readIfPresent(file(containerId))
          .map(json -> RecordJson.read(json, Made.class));
    } catch (EngineException e) { // another version of this program wrote it
      return Optional.empty();
    }
  }

  private Path file(String containerId) {
    return directories.container(containerId).resolve("made-from.json");
  }
}
