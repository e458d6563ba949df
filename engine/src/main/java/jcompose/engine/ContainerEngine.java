package jcompose.engine;

import java.util.List;
import java.util.function.Predicate;
import jcompose.engine.spec.ContainerSpec;

/** The engine's door. One per process; it needs root. */
@SuppressWarnings("DoNotCallSuggester")
public final class ContainerEngine implements AutoCloseable {
  /**
   * Checks the machine, makes this process non-dumpable and starts the event loop and the log pump.
   *
   * @throws EngineException when this is not root or the kernel lacks something
   */
  public static ContainerEngine open(EngineDirectories directories) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes a new container to disk without starting it.
   *
   * @throws EngineException when the id exists already
   */
  public Container create(ContainerSpec spec) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes over the containers on disk: running ones are watched and their output read again, dead
   * ones are reported as exited, half-deleted ones are removed.
   *
   * @param mine which ones; the others are left alone
   */
  public List<Container> adopt(Predicate<ContainerSpec> mine) {
    throw new UnsupportedOperationException();
  }

  /** What the disk says of all containers, without touching any. */
  public static List<ContainerState> list(EngineDirectories directories) {
    throw new UnsupportedOperationException();
  }

  /** The system calls that would start such a container, one a line. */
  public String explain(ContainerSpec spec) {
    throw new UnsupportedOperationException();
  }

  /** Stops watching; running containers go on. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
