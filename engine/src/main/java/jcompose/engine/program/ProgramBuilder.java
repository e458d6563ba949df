package jcompose.engine.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Collects operations and foretells descriptors: once {@code close_range} has closed all that was
 * inherited, open(2) answers with the lowest free number, which is thus known beforehand.
 */
public final class ProgramBuilder {
  private final List<Operation> operations = new ArrayList<>();
  private final BitSet descriptors = new BitSet();

  /** Appends operations. */
  public ProgramBuilder add(Operation... added) {
    operations.addAll(List.of(added));
    return this;
  }

  /** Appends operations. */
  public ProgramBuilder add(Collection<Operation> added) {
    operations.addAll(added);
    return this;
  }

  /** Appends the close of every descriptor from {@code first} on. */
  public ProgramBuilder closeFrom(int first) {
    descriptors.clear();
    descriptors.set(0, first);
    return add(ProcessCalls.closeRange(first));
  }

  /** Appends an operation that opens a descriptor, and tells its number. */
  public int open(Operation opening) {
    add(opening);
    int number = descriptors.nextClearBit(0);
    descriptors.set(number);
    return number;
  }

  /** The number that the next opening operation will answer with. */
  public int nextDescriptor() {
    return descriptors.nextClearBit(0);
  }

  /** Appends the close of one descriptor. */
  public ProgramBuilder close(int descriptor) {
    descriptors.clear(descriptor);
    return add(ProcessCalls.close(descriptor));
  }

  /** What was collected. */
  public Program build() {
    return new Program(operations);
  }
}
