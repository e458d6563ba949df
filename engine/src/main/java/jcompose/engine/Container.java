package jcompose.engine;

import java.util.concurrent.CompletableFuture;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.ExecSpec;

/** One container. Its methods may be called by any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class Container {
  private final ContainerSpec spec;

  Container(ContainerSpec spec) {
    this.spec = spec;
  }

  /** What it was created from. */
  public ContainerSpec spec() {
    return spec;
  }

  /** What is known of it now. */
  public ContainerState state() {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs its process; after an exit, again on the same upper layer.
   *
   * @throws ProgramNotRunException when the program is not found (127) or not executable (126)
   * @throws EngineException when the container could not be made
   */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /** The end of the current or last run, after its last byte of output is in the log. */
  public CompletableFuture<ExitStatus> exit() {
    throw new UnsupportedOperationException();
  }

  /** Sends a signal to its first process; nothing happens when it has ended. */
  public void signal(int signal) {
    throw new UnsupportedOperationException();
  }

  /** Kills everything in it; {@link #exit()} tells when that is done. */
  public void kill() {
    throw new UnsupportedOperationException();
  }

  /** Kills what still runs and removes everything the container left. */
  public void delete() {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs a further process in it.
   *
   * @throws ProgramNotRunException when the program is not found (127) or not executable (126)
   * @throws EngineException when the container does not run
   */
  public Exec exec(ExecSpec execSpec) {
    throw new UnsupportedOperationException();
  }
}
