package jcompose.composer.load;

import jcompose.composer.ComposerException;

/**
 * Files that are no project, with all their problems: for each {@code FILE:LINE:COLUMN: PATH:
 * WORDS}, then the line of the file and a caret below the column.
 */
public final class ProjectException extends ComposerException {
  private static final long serialVersionUID = 1L;

  ProjectException(String message) {
    super(message);
  }
}
