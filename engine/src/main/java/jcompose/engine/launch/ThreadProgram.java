package jcompose.engine.launch;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument;
import jcompose.engine.program.Operation;
import jcompose.engine.program.Program;

/** Runs a program on the calling thread, which goes on afterwards. */
public final class ThreadProgram {
  private final EncodedArguments memory;
  private final IdentityHashMap<Operation, Long> results = new IdentityHashMap<>();

  private ThreadProgram(EncodedArguments memory) {
    this.memory = memory;
  }

  /**
   * Runs it. Its operations all have to succeed; after one that failed, what was opened before is
   * closed where the program does that.
   *
   * @param name what messages call that which the program is for
   * @param inherited descriptors by the names that the program has for them
   * @throws EngineException naming the operation and its errno
   */
  public static void run(String name, Program program, Map<String, Integer> inherited) {
    try (EncodedArguments memory = new EncodedArguments(inherited)) {
      new ThreadProgram(memory).run(name, program.operations());
    }
  }

  private void run(String name, List<Operation> operations) {
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      long result = call(operation);
      if (result < 0) {
        operations.subList(i + 1, operations.size()).forEach(this::closeIfOpen);
        int errno = (int) -result;
        throw new EngineException(
            name
                + ": "
                + operation.callText()
                + ": "
                + Errno.describe(errno)
                + Hints.forOperation(operation, errno));
      }
      results.put(operation, result);
    }
  }

  private void closeIfOpen(Operation operation) {
    if (operation.call() == Syscall.CLOSE
        && operation.arguments().get(0) instanceof Argument.ResultOf opened
        && results.containsKey(opened.operation())) {
      call(operation);
    }
  }

  private long call(Operation operation) {
    long[] arguments = new long[operation.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      Argument argument = operation.arguments().get(i);
      arguments[i] =
          argument instanceof Argument.ResultOf earlier
              ? Objects.requireNonNull(results.get(earlier.operation()))
              : memory.encode(argument);
    }
    return Kernel.call(operation.call(), arguments);
  }
}
