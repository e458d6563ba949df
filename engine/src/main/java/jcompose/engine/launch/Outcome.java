package jcompose.engine.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.OnFailure;
import jcompose.engine.program.Operation;
import jcompose.engine.program.Program;

/** What the results of a program's operations mean. */
sealed interface Outcome {
  /** What a filter of system calls kills with. */
  int SIGSYS = 31;

  /** The last operation replaced the program. */
  record Started() implements Outcome {}

  /** An operation failed. */
  record Failed(Operation operation, int errno) implements Outcome {}

  /** The process was killed before or in this operation. */
  record Killed(Operation operation) implements Outcome {}

  /** No candidate for the program could be executed; {@code errno} is the telling one. */
  record NotRun(String program, int candidates, int errno) implements Outcome {
    int exitCode() {
      return missing(errno) ? 127 : 126;
    }
  }

  /** Reads results. */
  static Outcome of(Program program, List<Long> results) {
    List<Operation> operations = program.operations();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).call() == Syscall.CLONE) {
        return ofSplit(operations, results, i);
      }
    }
    return of(operations, results);
  }

  /** The child runs what its parent skips; both have written their results. */
  private static Outcome ofSplit(List<Operation> operations, List<Long> results, int clone) {
    int child = clone + 2;
    int parent = child + operations.get(clone + 1).skip();
    Outcome common = of(operations.subList(0, clone + 1), results.subList(0, clone + 1));
    if (!(common instanceof Started)) {
      return common;
    }
    Outcome childs = of(operations.subList(child, parent), results.subList(child, parent));
    return childs instanceof Started
        ? of(operations.subList(parent, operations.size()), results.subList(parent, results.size()))
        : childs;
  }

  private static Outcome of(List<Operation> operations, List<Long> results) {
    int i = 0;
    while (i < operations.size() && operations.get(i).call() != Syscall.EXECVE) {
      Operation operation = operations.get(i);
      long result = results.get(i);
      if (result == ProgramMemory.NOT_RUN && operation.call() == Syscall.EXECVEAT) {
        return new Started();
      }
      if (result == ProgramMemory.NOT_RUN) {
        if (operation.call() == Syscall.EXIT_GROUP) {
          return new Started(); // a program that is done without executing another
        }
        return new Killed(operation);
      }
      if (result < 0 && operation.call() == Syscall.FACCESSAT && !tolerated(operation, result)) {
        String text = operations.get(operations.size() - 1).arguments().get(1).text();
        return new NotRun(text, 1, (int) -result);
      }
      if (result < 0 && !tolerated(operation, result)) {
        return new Failed(operation, (int) -result);
      }
      i += result < 0 ? 1 : 1 + operation.skip();
    }
    if (i == operations.size()) {
      return new Started();
    }
    List<Integer> errors = new ArrayList<>();
    for (long result : results.subList(i, results.size())) {
      if (result == ProgramMemory.NOT_RUN) {
        return new Started();
      }
      errors.add((int) -result);
    }
    int telling =
        errors.stream().filter(errno -> !missing(errno)).findFirst().orElse(Errno.ENOENT.number());
    String text = operations.get(operations.size() - 1).arguments().get(1).text();
    return new NotRun(text, errors.size(), telling);
  }

  /**
   * Returns when the process started, else reaps it and throws.
   *
   * @throws EngineException saying what failed
   */
  default void demandStarted(String name, Child child) {
    if (this instanceof Started) {
      return;
    }
    OptionalInt signal = ProcessEnd.await(child.pidfd()).signal();
    Kernel.call(Syscall.CLOSE, child.pidfd());
    demandStarted(name, signal);
  }

  /**
   * Returns when the process started, else throws; it was reaped before.
   *
   * @param signal what killed it
   * @throws EngineException saying what failed
   */
  default void demandStarted(String name, OptionalInt signal) {
    if (this instanceof Started) {
      return;
    }
    if (this instanceof NotRun notRun) {
      throw new ProgramNotRunException(
          name
              + ": execve of "
              + notRun.program()
              + ": "
              + Errno.describe(notRun.errno())
              + Hints.forExecve(notRun.errno(), notRun.candidates()),
          notRun.exitCode());
    }
    if (this instanceof Failed failed) {
      throw new EngineException(
          name
              + ": "
              + failed.operation().callText()
              + ": "
              + Errno.describe(failed.errno())
              + Hints.forOperation(failed.operation(), failed.errno()));
    }
    throw new EngineException(
        name
            + ": killed by signal "
            + signal.orElse(0)
            + " in "
            + ((Killed) this).operation().callText()
            + (signal.orElse(0) == SIGSYS
                ? ": the seccomp profile kills who makes this call; allow it there"
                : ": its memory limit may be too small to start anything"));
  }

  private static boolean tolerated(Operation operation, long result) {
    return operation.onFailure() instanceof OnFailure.GoOn
        || operation.onFailure().code() == result;
  }

  private static boolean missing(int errno) {
    return errno == Errno.ENOENT.number() || errno == Errno.ENOTDIR.number();
  }
}
