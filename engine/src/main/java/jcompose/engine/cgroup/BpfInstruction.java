package jcompose.engine.cgroup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * One instruction of the kernel's BPF machine: {@code struct bpf_insn}, 8 bytes; the kernel's
 * Documentation/bpf/standardization/instruction-set.rst.
 *
 * @param code the operation
 * @param destination what it changes or compares
 * @param source what it reads; the answer, which is 0, where it reads none
 * @param offset in bytes for a load, in instructions for a jump
 * @param immediate a constant
 */
record BpfInstruction(int code, Register destination, Register source, int offset, int immediate) {
  private static final int LOAD_WORD = 0x61;
  private static final int AND_CONSTANT = 0x54;
  private static final int SHIFT_RIGHT_CONSTANT = 0x74;
  private static final int MOVE = 0xbc;
  private static final int MOVE_CONSTANT = 0xb7;
  private static final int JUMP_UNEQUAL = 0x5d;
  private static final int JUMP_UNEQUAL_CONSTANT = 0x55;
  private static final int JUMP_EQUAL_CONSTANT = 0x15;
  private static final int EXIT = 0x95;

  /** The registers that a device program uses, r0 to r5. */
  enum Register {
    ANSWER(0),
    CONTEXT(1),
    TYPE(2),
    ACCESS(3),
    MAJOR(4),
    MINOR(5);

    private final int number;

    Register(int number) {
      this.number = number;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static BpfInstruction load(Register to, Register base, int offset) {
    return new BpfInstruction(LOAD_WORD, to, base, offset, 0);
  }

  static BpfInstruction and(Register to, int constant) {
    return new BpfInstruction(AND_CONSTANT, to, Register.ANSWER, 0, constant);
  }

  static BpfInstruction shiftRight(Register to, int bits) {
    return new BpfInstruction(SHIFT_RIGHT_CONSTANT, to, Register.ANSWER, 0, bits);
  }

  static BpfInstruction move(Register to, Register from) {
    return new BpfInstruction(MOVE, to, from, 0, 0);
  }

  static BpfInstruction unlessEqual(Register left, Register right, int skip) {
    return new BpfInstruction(JUMP_UNEQUAL, left, right, skip, 0);
  }

  static BpfInstruction unlessEqual(Register left, int constant, int skip) {
    return new BpfInstruction(JUMP_UNEQUAL_CONSTANT, left, Register.ANSWER, skip, constant);
  }

  static BpfInstruction whenEqual(Register left, int constant, int skip) {
    return new BpfInstruction(JUMP_EQUAL_CONSTANT, left, Register.ANSWER, skip, constant);
  }

  static BpfInstruction answer(int value) {
    return new BpfInstruction(MOVE_CONSTANT, Register.ANSWER, Register.ANSWER, 0, value);
  }

  static BpfInstruction exit() {
    return new BpfInstruction(EXIT, Register.ANSWER, Register.ANSWER, 0, 0);
  }

  /** A program's bytes, on the little-endian machines that the engine runs on. */
  static byte[] bytes(List<BpfInstruction> program) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (BpfInstruction instruction : program) {
      buffer
          .put((byte) instruction.code)
          .put((byte) (instruction.source.number << 4 | instruction.destination.number))
          .putShort((short) instruction.offset)
          .putInt(instruction.immediate);
    }
    return buffer.array();
  }

  /** The instruction as the kernel's verifier prints it, with the registers' purposes as names. */
  String text() {
    String left = destination.text();
    String right = source.text();
    return switch (code) {
      case LOAD_WORD -> left + " = *(u32 *)(" + right + " +" + offset + ")";
      case AND_CONSTANT -> left + " &= " + immediate;
      case SHIFT_RIGHT_CONSTANT -> left + " >>= " + immediate;
      case MOVE -> left + " = " + right;
      case MOVE_CONSTANT -> left + " = " + immediate;
      case JUMP_UNEQUAL -> "if " + left + " != " + right + " goto +" + offset;
      case JUMP_UNEQUAL_CONSTANT -> "if " + left + " != " + immediate + " goto +" + offset;
      case JUMP_EQUAL_CONSTANT -> "if " + left + " == " + immediate + " goto +" + offset;
      default -> "exit";
    };
  }
}
