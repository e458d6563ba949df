package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Project;
import jcompose.composer.wiring.WiringFile;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;
import jcompose.engine.state.Trees;

/** The project as it was last brought up, on disk: it claims the name for its folder. */
public final class ProjectClaim {
  private static final int KEY_BYTES = 32;

  private final EngineDirectories directories;
  private final String name;

  /** The claim of a project's name. */
  public ProjectClaim(EngineDirectories directories, String name) {
    this.directories = directories;
    this.name = name;
  }

  /** Where the project's state lies. */
  public Path directory() {
    return directories.root().resolve("projects").resolve(name);
  }

  /** The project that was last brought up under this name, while it has not been taken down. */
  public Optional<Project> read() {
    Path file = directory().resolve("project.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecordJson.readFile(file, Project.class));
    } catch (EngineException e) {
      throw new ComposerException(e.getMessage() + "; remove this file and run again", e);
    }
  }

  /**
   * Refuses a name that another folder uses.
   *
   * @param folder the folder of the project that a command is about
   */
  public void check(Path folder) {
    Optional<Project> claimed = read();
    if (claimed.isPresent() && !claimed.get().directory().equals(folder)) {
      throw new ComposerException(
          "project name '"
              + name
              + "' is already used by "
              + claimed.get().directory()
              + "; choose another name with -p NAME or 'name:' in the file, or say -p "
              + name
              + " with 'down' to take that one down");
    }
  }

  /**
   * The key of hashes of configs and secrets, by which nobody guesses what they hold; it is the
   * project's until it is taken down.
   *
   * @param kept whether it is made when there is none
   */
  byte[] key(boolean kept) {
    Path file = directory().resolve("content.key");
    Optional<byte[]> known = AtomicFile.readIfPresent(file);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    if (kept) {
      makeDirectory();
      AtomicFile.write(file, made);
    }
    return made;
  }

  private void makeDirectory() {
    try {
      Files.createDirectories(directory());
    } catch (IOException e) {
      throw new ComposerException(directory() + " cannot be made: " + IoReason.of(e), e);
    }
  }

  /** Claims the name for a project. */
  void write(Project project) {
    makeDirectory();
    AtomicFile.write(directory().resolve("project.json"), RecordJson.toBytes(project));
  }

  /** Gives the name up; what the project still has of networks stays written. */
  void remove() {
    Path networks = new WiringFile(directories, name).path();
    if (!Files.exists(networks)) {
      Trees.delete(directory());
      return;
    }
    try (Stream<Path> all = Files.list(directory())) {
      all.filter(each -> !each.equals(networks)).forEach(Trees::delete);
    } catch (IOException e) {
      throw new ComposerException(directory() + ": " + IoReason.of(e), e);
    }
  }
}
