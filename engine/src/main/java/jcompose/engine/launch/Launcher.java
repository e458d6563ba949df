package jcompose.engine.launch;

import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.linux.Errno;

/** Makes processes that run programs. */
public final class Launcher {
  private Launcher() {}

  /**
   * Makes a process outside of all cgroups and returns when it executes its program.
   *
   * @throws EngineException as {@link #launch(Launch, LaunchThread)}
   */
  public static Child launch(Launch launch) {
    return launch(launch, LaunchThread.start(launch.name(), Optional::empty));
  }

  /**
   * Makes a process and returns when it executes its program.
   *
   * @param thread makes it
   * @throws jcompose.engine.ProgramNotRunException when the program was not found (127) or could
   *     not be executed (126)
   * @throws EngineException when another operation failed, naming it; nothing is left behind
   */
  public static Child launch(Launch launch, LaunchThread thread) {
    boolean copying = launch.time().isPresent();
    try (ProgramMemory memory = new ProgramMemory(launch.program(), launch.inherited(), copying)) {
      Child child =
          child(launch, thread, memory, copying ? CloneArguments.COPYING : CloneArguments.SHARING);
      Outcome.of(launch.program(), memory.results()).demandStarted(launch.name(), child);
      return child;
    } finally {
      thread.dismiss();
    }
  }

  /**
   * Makes a process with memory of its own, which may wait in the middle of its program, even
   * longer than this process lives.
   *
   * @param cgroup the groups that it is born in
   * @param beforehand what the thread that makes it does first, for example joining namespaces
   * @param namespaces CLONE_NEW* flags beside those of the launch
   * @throws EngineException when it could not be made
   */
  public static ForkedChild fork(
      Launch launch, Optional<CgroupSession> cgroup, Runnable beforehand, long namespaces) {
    ProgramMemory memory = new ProgramMemory(launch.program(), launch.inherited(), true);
    LaunchThread thread =
        LaunchThread.start(
            launch.name(),
            () -> {
              beforehand.run();
              return cgroup;
            });
    try {
      return new ForkedChild(child(launch, thread, memory, namespaces), launch, memory);
    } catch (RuntimeException failure) {
      memory.close();
      throw failure;
    } finally {
      thread.dismiss();
    }
  }

  private static Child child(Launch launch, LaunchThread thread, ProgramMemory memory, long mode) {
    CloneArguments arguments = CloneArguments.in(memory, launch.made(), mode);
    LaunchThread.Order order =
        new LaunchThread.Order(
            memory.address(), arguments, launch.pidNamespace(), launch.mapping(), launch.time());
    long pid = thread.make(order);
    if (pid < 0) {
      throw new EngineException(
          launch.name() + ": clone3: " + Errno.describe((int) -pid) + Hints.forClone((int) -pid));
    }
    return new Child((int) pid, arguments.pidfd());
  }
}
