package jcompose.composer.run;

import jcompose.composer.ComposerException;

/** What failed while a stack was changed; the suppressed exceptions are the single failures. */
public final class StackException extends ComposerException {
  private static final long serialVersionUID = 1L;

  StackException(String message, int exitCode) {
    super(message, exitCode);
  }
}
