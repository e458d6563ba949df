package jcompose.composer.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;

/** Where it is written what was done to a project's links; there is none when nothing was. */
record LinkFile(EngineDirectories directories, String project) {
  LinkRecord read() {
    if (!Files.exists(path())) {
      return LinkRecord.NONE;
    }
    try {
      return RecordJson.readFile(path(), LinkRecord.class);
    } catch (EngineException e) {
      throw new ComposerException(e.getMessage() + "; remove this file and run again", e);
    }
  }

  void write(LinkRecord record) {
    if (!record.isEmpty()) {
      AtomicFile.write(path(), RecordJson.toBytes(record));
      return;
    }
    try {
      Files.deleteIfExists(path());
    } catch (IOException e) {
      throw new ComposerException(path() + " cannot be removed: " + IoReason.of(e), e);
    }
  }

  private Path path() {
    return directories.root().resolve("projects").resolve(project).resolve("links.json");
  }
}
