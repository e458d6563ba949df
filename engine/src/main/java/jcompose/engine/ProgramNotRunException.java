package jcompose.engine;

/** A container's or exec's program that was not found (127) or could not be executed (126). */
public final class ProgramNotRunException extends EngineException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A program that did not start, with the exit code that a shell would give. */
  public ProgramNotRunException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** 126 or 127. */
  public int exitCode() {
    return exitCode;
  }
}
