package jcompose.composer.console;

import jcompose.composer.ComposerException;

/**
 * Results could not be written: nobody reads them any more, as when they go to head(1), which a
 * shell would see as SIGPIPE, or the disk is full.
 */
public final class OutputClosedException extends ComposerException {
  private static final long serialVersionUID = 1L;

  private static final int SIGPIPE_EXIT = 141;

  /** A failed write to standard output. */
  public OutputClosedException(Throwable cause) {
    super("standard output: " + cause.getMessage(), brokenPipe(cause) ? SIGPIPE_EXIT : 1);
    initCause(cause);
  }

  /** Whether nobody is to be told of it: the reader has what it wanted. */
  public boolean isBrokenPipe() {
    return exitCode() == SIGPIPE_EXIT;
  }

  private static boolean brokenPipe(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("Broken pipe");
  }
}
