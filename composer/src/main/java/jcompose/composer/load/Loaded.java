package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.model.Project;

/**
 * A project and what its author should know about its files.
 *
 * @param project the project
 * @param warnings messages for the user, each of one line, in the files' order
 * @param variables the values of those that the project's secrets name
 * @param variableFiles the files of variables and labels that were read, absolute
 * @param files all files that were read, absolute
 */
public record Loaded(
    Project project,
    List<String> warnings,
    Map<String, String> variables,
    Set<Path> variableFiles,
    Set<Path> files) {
  /** Copies the collections. */
  public Loaded {
    warnings = List.copyOf(warnings);
    variables = Map.copyOf(variables);
    variableFiles = Set.copyOf(variableFiles);
    files = Set.copyOf(files);
  }

  /** The same for another form of the project. */
  public Loaded with(Project other) {
    return new Loaded(other, warnings, variables, variableFiles, files);
  }
}
