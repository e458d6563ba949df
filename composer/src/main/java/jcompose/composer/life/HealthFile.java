package jcompose.composer.life;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.RecordJson;

/** What is known of a container's health, on disk, with the container. */
public final class HealthFile {
  private final Path file;

  /** That of a container. */
  public HealthFile(EngineDirectories directories, String containerId) {
    this.file = directories.container(containerId).resolve("health.json");
  }

  /** What is there; empty for a container that was never probed. */
  public Optional<Health> read() {
    return AtomicFile.readIfPresent(file).map(json -> RecordJson.read(json, Health.class));
  }

  /** Replaces it. */
  public void write(Health health) {
    AtomicFile.writeUntilReboot(file, RecordJson.toBytes(health));
  }
}
