package jcompose.composer.load;

import java.util.List;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Diagnostic.Severity;

/**
 * Files that are no project, with all their problems: for each {@code FILE:LINE:COLUMN: PATH:
 * WORDS}, then the line of the file, a caret below the column, and how the file came in.
 */
public final class ProjectException extends ComposerException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /**
   * @param diagnostics the problems and warnings, in the files' order
   */
  ProjectException(List<Diagnostic> diagnostics) {
    super(
        diagnostics.stream()
            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .map(Diagnostic::text)
            .collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** The problems and warnings, in the files' order. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
