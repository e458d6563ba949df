package jcompose.composer.supervisor;

import jcompose.composer.ComposerException;

/** What a supervisor answered when it could not do what it was asked. */
public final class RemoteFailure extends ComposerException {
  private static final long serialVersionUID = 1L;

  private final String trace;

  RemoteFailure(Reply.Failed failed) {
    super(failed.message(), failed.exitCode());
    this.trace = failed.trace();
  }

  /** The supervisor's own stack trace, for {@code --debug}. */
  public String trace() {
    return trace;
  }
}
