package jcompose.composer;

/** Something that the composer could not do, in words for the user. */
public class ComposerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A failure with exit code 1. */
  public ComposerException(String message) {
    this(message, 1);
  }

  /** A failure with an exit code of its own, for example 2 for wrong usage. */
  public ComposerException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A failure with exit code 1 and its cause, which {@code --debug} shows. */
  public ComposerException(String message, Throwable cause) {
    super(message, cause);
    this.exitCode = 1;
  }

  /** The exit code of the command that failed so. */
  public int exitCode() {
    return exitCode;
  }
}
