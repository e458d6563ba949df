package jcompose.composer.load;

import jcompose.composer.ComposerException;

/** Loads a project from its files. */
public final class ProjectLoader {
  private ProjectLoader() {}

  /**
   * Finds, reads and checks the files of a project.
   *
   * @throws ProjectException naming everything that is wrong with the files
   * @throws ComposerException when there is no file, or it cannot be read
   */
  public static Loaded load(LoadRequest request) {
    if (!request.workingDirectory().isAbsolute()) {
      throw new ComposerException("the working directory is not absolute");
    }
    throw new ComposerException("being written");
  }

  /**
   * Only the name of the project, without a look at its services, so that {@code ps} and {@code
   * down} work on a file that no longer loads.
   *
   * @throws ComposerException when the name is invalid or no file is found
   */
  public static String projectName(LoadRequest request) {
    return request.projectName().orElseThrow(() -> new ComposerException("being written"));
  }

  /**
   * The absolute folder that relative paths are resolved against: the same as {@code
   * Project.directory()} of a load, without a look at the services. Used by {@code ps} and {@code
   * down} to see whether a project of that name was brought up from another folder.
   */
  public static java.nio.file.Path projectDirectory(LoadRequest request) {
    if (request.files().isEmpty()) {
      throw new ComposerException("being written");
    }
    return request.workingDirectory();
  }
}
