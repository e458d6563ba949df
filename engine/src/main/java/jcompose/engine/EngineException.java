package jcompose.engine;

/**
 * Something that the engine could not do, in words for the user: what failed, the call with its
 * errno where there was one, and what to do.
 */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause worth keeping. */
  public EngineException(String message) {
    super(message);
  }

  /** A failure with its cause, which {@code --debug} shows. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never null, unlike that of exceptions in general. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
