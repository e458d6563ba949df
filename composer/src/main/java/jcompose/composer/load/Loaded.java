package jcompose.composer.load;

import java.util.List;
import jcompose.composer.model.Project;

/**
 * A project and what its author should know about its files.
 *
 * @param project the project
 * @param warnings messages for the user, each of one line, in the files' order
 */
public record Loaded(Project project, List<String> warnings) {
  /** Copies the list. */
  public Loaded {
    warnings = List.copyOf(warnings);
  }
}
