package jcompose.composer.cli;

import jcompose.composer.ComposerException;

/** A command line that makes no sense: exit code 2. */
final class UsageException extends ComposerException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, 2);
  }
}
