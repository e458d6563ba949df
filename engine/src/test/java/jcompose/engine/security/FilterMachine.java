package jcompose.engine.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a filter as the kernel would: seccomp(2), linux/bpf_common.h. */
final class FilterMachine {
  private final ByteBuffer code;

  FilterMachine(byte[] code) {
    this.code = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What it answers to a system call. */
  int answer(int architecture, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, number).putInt(4, architecture);
    for (int i = 0; i < arguments.length; i++) {
      data.putLong(16 + 8 * i, arguments[i]);
    }
    int accumulator = 0;
    int at = 0;
    while (true) {
      int operation = code.getShort(8 * at) & 0xffff;
      int ifTrue = code.get(8 * at + 2) & 0xff;
      int ifFalse = code.get(8 * at + 3) & 0xff;
      int operand = code.getInt(8 * at + 4);
      at++;
      switch (operation) {
        case 0x20 -> accumulator = data.getInt(operand);
        case 0x54 -> accumulator &= operand;
        case 0x05 -> at += operand;
        case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
        case 0x25 -> at += Integer.compareUnsigned(accumulator, operand) > 0 ? ifTrue : ifFalse;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & operand) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return operand;
        }
        default -> throw new AssertionError("instruction " + Integer.toHexString(operation));
      }
    }
  }
}
