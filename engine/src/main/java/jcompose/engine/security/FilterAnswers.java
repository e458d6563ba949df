package jcompose.engine.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a filter answers to the system calls of one architecture, found by going through it with
 * each number as the kernel does for its own table of calls that are always allowed.
 */
final class FilterAnswers {
  private static final long HIGH_BITS = 0xc0000000L;
  private static final long QUARTER = 0x40000000L;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;

  /**
   * The answer from one number on, up to the next answer's.
   *
   * @param first the number, unsigned
   * @param verdict what seccomp is told; empty where arguments decide
   */
  record Answer(long first, OptionalInt verdict) {}

  private record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  private final List<Instruction> program = new ArrayList<>();
  private final long architecture;

  private FilterAnswers(byte[] filter, int architecture) {
    this.architecture = Integer.toUnsignedLong(architecture);
    ByteBuffer buffer = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int code = buffer.getShort();
      int ifTrue = Byte.toUnsignedInt(buffer.get());
      int ifFalse = Byte.toUnsignedInt(buffer.get());
      program.add(new Instruction(code, ifTrue, ifFalse, buffer.getInt()));
    }
  }

  /** In the order of the numbers, neighbours never alike. */
  static List<Answer> of(byte[] filter, int architecture) {
    return new FilterAnswers(filter, architecture).all();
  }

  private List<Answer> all() {
    List<Answer> answers = new ArrayList<>();
    OptionalInt last = OptionalInt.empty();
    for (long number : borders()) {
      OptionalInt verdict = answer(number);
      if (answers.isEmpty() || !verdict.equals(last)) {
        answers.add(new Answer(number, verdict));
        last = verdict;
      }
    }
    return answers;
  }

  /** Between two of them all comparisons come out alike. */
  private SortedSet<Long> borders() {
    SortedSet<Long> borders = new TreeSet<>();
    for (long quarter = 0; quarter < 4; quarter++) {
      borders.add(quarter * QUARTER);
    }
    for (Instruction instruction : program) {
      long operand = Integer.toUnsignedLong(instruction.operand);
      switch (instruction.code) {
        case FilterCode.JUMP_EQUAL, FilterCode.JUMP_GREATER, FilterCode.JUMP_AT_LEAST -> {
          borders.add(operand);
          if (operand < 0xffffffffL) {
            borders.add(operand + 1);
          }
        }
        default -> {}
      }
    }
    return borders;
  }

  private OptionalInt answer(long number) {
    OptionalLong accumulator = OptionalLong.empty();
    for (int at = 0; ; at++) {
      Instruction instruction = program.get(at);
      long operand = Integer.toUnsignedLong(instruction.operand);
      switch (instruction.code) {
        case FilterCode.RETURN -> {
          return OptionalInt.of(instruction.operand);
        }
        case FilterCode.LOAD -> accumulator = loaded(instruction.operand, number);
        case FilterCode.JUMP -> at += instruction.operand;
        case FilterCode.JUMP_EQUAL,
            FilterCode.JUMP_GREATER,
            FilterCode.JUMP_AT_LEAST,
            FilterCode.JUMP_BITS -> {
          boolean certain = instruction.code != FilterCode.JUMP_BITS || (operand & ~HIGH_BITS) == 0;
          if (accumulator.isEmpty() || !certain) {
            return OptionalInt.empty();
          }
          boolean holds = holds(instruction.code, accumulator.getAsLong(), operand);
          at += holds ? instruction.ifTrue : instruction.ifFalse;
        }
        default -> accumulator = OptionalLong.empty(); // arithmetic is on arguments only
      }
    }
  }

  private OptionalLong loaded(int offset, long number) {
    return switch (offset) {
      case NUMBER -> OptionalLong.of(number);
      case ARCHITECTURE -> OptionalLong.of(architecture);
      default -> OptionalLong.empty();
    };
  }

  private static boolean holds(int code, long value, long operand) {
    return switch (code) {
      case FilterCode.JUMP_EQUAL -> value == operand;
      case FilterCode.JUMP_GREATER -> value > operand;
      case FilterCode.JUMP_AT_LEAST -> value >= operand;
      default -> (value & operand) != 0;
    };
  }
}
