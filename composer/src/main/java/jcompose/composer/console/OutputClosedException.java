package jcompose.composer.console;

import jcompose.composer.ComposerException;

/** Nobody reads the results any more, as when they go to head(1); a shell would see SIGPIPE. */
public final class OutputClosedException extends ComposerException {
  private static final long serialVersionUID = 1L;

  private static final int SIGPIPE_EXIT = 141;

  /** A failed write to standard output. */
  public OutputClosedException(Throwable cause) {
    super("standard output was closed: " + cause.getMessage(), SIGPIPE_EXIT);
    initCause(cause);
  }
}
