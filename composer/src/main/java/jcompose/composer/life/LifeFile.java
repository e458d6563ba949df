package jcompose.composer.life;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineDirectories;
import jcompose.engine.ProcessIdentity;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.RecordJson;

/** What is remembered of a container's life, on disk, with the container. */
public final class LifeFile {
  private final Path file;

  /** What is written: after a boot, networks and ports are gone, and {@code up} is needed. */
  private record OfBoot(String boot, LifeRecord life) {}

  /** That of a container. */
  public LifeFile(EngineDirectories directories, String containerId) {
    this.file = directories.container(containerId).resolve("life.json");
  }

  /** What is there; empty when nothing was written since the machine booted. */
  public Optional<LifeRecord> read() {
    return AtomicFile.readIfPresent(file)
        .map(json -> RecordJson.read(json, OfBoot.class))
        .filter(known -> known.boot().equals(ProcessIdentity.currentBoot()))
        .map(OfBoot::life);
  }

  /** Replaces it. */
  public void write(LifeRecord record) {
    AtomicFile.writeUntilReboot(
        file, RecordJson.toBytes(new OfBoot(ProcessIdentity.currentBoot(), record)));
  }
}
