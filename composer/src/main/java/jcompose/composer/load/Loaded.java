package jcompose.composer.load;

import java.util.List;
import java.util.Map;
import jcompose.composer.model.Project;

/**
 * A project and what its author should know about its files.
 *
 * @param project the project
 * @param warnings messages for the user, each of one line, in the files' order
 * @param variables the values of those that the project's secrets name
 */
public record Loaded(Project project, List<String> warnings, Map<String, String> variables) {
  /** Copies the collections. */
  public Loaded {
    warnings = List.copyOf(warnings);
    variables = Map.copyOf(variables);
  }
}
