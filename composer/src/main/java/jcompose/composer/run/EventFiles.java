package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.IoReason;

/**
 * Where a project's events are kept until it is taken down or the machine is booted, one line of
 * JSON each.
 *
 * @param directory those of all projects
 * @param project the project's name
 */
record EventFiles(Path directory, String project) {
  EventFiles(EngineDirectories directories, String project) {
    this(directories.run().resolve("events"), project);
  }

  /** What is written to. */
  Path newest() {
    return directory.resolve(project + ".jsonl");
  }

  /** What was written to before it. */
  Path older() {
    return directory.resolve(project + ".jsonl.1");
  }

  void makeDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ComposerException(directory + " cannot be made: " + IoReason.of(e), e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(older());
      Files.deleteIfExists(newest());
    } catch (IOException e) {
      throw new ComposerException(directory + ": " + IoReason.of(e), e);
    }
  }
}
