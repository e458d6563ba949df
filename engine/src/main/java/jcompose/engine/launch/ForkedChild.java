package jcompose.engine.launch;

import jcompose.engine.EngineException;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.Syscall;

/** A process that walks its program beside this one, and may wait in it. */
public final class ForkedChild implements AutoCloseable {
  private final Child child;
  private final Launch launch;
  private final ProgramMemory memory;

  ForkedChild(Child child, Launch launch, ProgramMemory memory) {
    this.child = child;
    this.launch = launch;
    this.memory = memory;
  }

  /** Its id in this process's PID namespace. */
  public int pid() {
    return child.pid();
  }

  /** A descriptor that stands for it, open until this is closed. */
  public int pidfd() {
    return child.pidfd();
  }

  /**
   * Tells why the process ended before it executed its program, and reaps it; call it only when it
   * has ended.
   *
   * @throws jcompose.engine.ProgramNotRunException when its program was not found or not executable
   * @throws EngineException naming the operation that failed
   */
  public void explainEnd() {
    Outcome outcome = Outcome.of(launch.program(), memory.results());
    if (!(outcome instanceof Outcome.Started)) {
      outcome.demandStarted(launch.name(), ProcessEnd.await(child.pidfd()).signal());
    }
  }

  /**
   * The same for a process that was reaped already.
   *
   * @throws EngineException naming what failed
   */
  public void demandStarted(ProcessEnd end) {
    Outcome.of(launch.program(), memory.results()).demandStarted(launch.name(), end.signal());
  }

  /** Whether it has executed its program, as far as its operations tell. */
  public boolean executed() {
    return Outcome.of(launch.program(), memory.results()) instanceof Outcome.Started;
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, child.pidfd());
    memory.close();
  }
}
