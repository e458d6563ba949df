package jcompose.composer.load;

import java.nio.file.Path;
import jcompose.composer.model.Project;

/** For tests of other packages: projects whose networks are bound. */
public final class NetworkProjects {
  private NetworkProjects() {}

  /** The project {@code p} of a file that is written into the folder. */
  public static Project of(Path folder, String text) {
    return new NetworkFile(folder).project(text);
  }
}
