package jcompose.engine.program;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The system calls from a process's first instruction to its execve, in order. Its text has one a
 * line.
 */
public record Program(List<Operation> operations) {
  /** Copies the list. */
  public Program {
    operations = List.copyOf(operations);
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("a program needs an operation");
    }
  }

  @Override
  public String toString() {
    return operations.stream().map(Operation::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
