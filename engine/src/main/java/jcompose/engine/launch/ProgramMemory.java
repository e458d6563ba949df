package jcompose.engine.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.linux.Architecture;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.SharedMemory;
import jcompose.engine.program.Argument;
import jcompose.engine.program.Operation;
import jcompose.engine.program.Program;

/**
 * A program in native memory, as the machine code walks it: {@code src/main/asm} has the layout.
 */
final class ProgramMemory implements AutoCloseable {
  /** The result of an operation that never ran. */
  static final long NOT_RUN = Long.MIN_VALUE;

  private static final int SIZE = 88;
  private static final int ARGUMENTS = 8;
  private static final int COPY_TO = 56;
  private static final int RESULT = 64;
  private static final int TOLERATE = 72;
  private static final int SKIP = 80;

  private final EncodedArguments memory;
  private final int count;
  private final Optional<SharedMemory> shared;
  private final long address;

  /**
   * Encodes a program.
   *
   * @param inherited the parent's descriptors by the names that the program has for them
   * @param forked whether the child has memory of its own, so that results need shared memory
   */
  ProgramMemory(Program program, Map<String, Integer> inherited, boolean forked) {
    this.memory = new EncodedArguments(inherited);
    this.count = program.operations().size();
    long size = (long) SIZE * count;
    this.shared = forked ? Optional.of(new SharedMemory(size)) : Optional.empty();
    this.address = shared.isPresent() ? shared.get().address() : memory.allocate(size);
    for (int i = 0; i < count; i++) {
      encode(program.operations().get(i), address + (long) SIZE * i);
    }
    for (int i = 0; i < count; i++) {
      copyResults(program.operations(), i);
    }
  }

  long address() {
    return address;
  }

  /** Zeroed memory that lives as long as this. */
  long allocate(int size) {
    return memory.allocate(size);
  }

  /** Each operation's result; {@link #NOT_RUN} where there is none. */
  List<Long> results() {
    List<Long> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(NativeMemory.getLong(address + (long) SIZE * i + RESULT));
    }
    return results;
  }

  private void encode(Operation operation, long at) {
    NativeMemory.putLong(at, operation.call().number(Architecture.current()));
    for (int i = 0; i < operation.arguments().size(); i++) {
      Argument argument = operation.arguments().get(i);
      long value =
          argument instanceof Argument.ResultOf
              ? -1 // until the operation has run
              : memory.encode(argument);
      NativeMemory.putLong(at + ARGUMENTS + 8L * i, value);
    }
    NativeMemory.putLong(at + RESULT, NOT_RUN);
    NativeMemory.putLong(at + TOLERATE, operation.onFailure().code());
    NativeMemory.putLong(at + SKIP, (long) SIZE * operation.skip());
  }

  /** Has earlier operations put their results where this one's arguments are. */
  private void copyResults(List<Operation> operations, int to) {
    List<Argument> arguments = operations.get(to).arguments();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Argument.ResultOf result) {
        int from = indexOf(operations, result.operation());
        NativeMemory.putLong(
            address + (long) SIZE * from + COPY_TO,
            address + (long) SIZE * to + ARGUMENTS + 8L * i);
      }
    }
  }

  /** The very operation: to compare programs' operations takes as long as to write them. */
  @SuppressWarnings("ReferenceEquality")
  private static int indexOf(List<Operation> operations, Operation wanted) {
    int i = 0;
    while (operations.get(i) != wanted) {
      i++;
    }
    return i;
  }

  @Override
  public void close() {
    shared.ifPresent(SharedMemory::close);
    memory.close();
  }
}
