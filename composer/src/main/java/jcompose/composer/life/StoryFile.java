package jcompose.composer.life;

import java.nio.file.Path;
import jcompose.engine.EngineDirectories;
import jcompose.engine.ExitStatus;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.RecordJson;

/** What is kept of a container for whoever asks why, on disk, with the container. */
public final class StoryFile {
  private final Path file;

  /** That of a container. */
  public StoryFile(EngineDirectories directories, String containerId) {
    this.file = directories.container(containerId).resolve("story.json");
  }

  /** What is there. */
  public Story read() {
    return AtomicFile.readIfPresent(file)
        .map(json -> RecordJson.read(json, Story.class))
        .orElse(Story.NONE);
  }

  /** Keeps what is about to be done. */
  public void note(LastAct act) {
    write(read().with(act));
  }

  /** Keeps how a run ended after which it is started again. */
  public void note(ExitStatus end) {
    write(read().with(end));
  }

  private void write(Story story) {
    AtomicFile.writeUntilReboot(file, RecordJson.toBytes(story));
  }
}
