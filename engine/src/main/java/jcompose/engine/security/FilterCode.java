package jcompose.engine.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Instructions of classic BPF, 8 bytes each: struct sock_filter of linux/filter.h. */
final class FilterCode {
  static final int LOAD = 0x20;
  static final int JUMP = 0x05;
  static final int JUMP_EQUAL = 0x15;
  static final int JUMP_GREATER = 0x25;
  static final int JUMP_AT_LEAST = 0x35;
  static final int JUMP_BITS = 0x45;
  static final int RETURN = 0x06;

  /** Offsets in struct seccomp_data. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;

  private final List<Long> words = new ArrayList<>();

  FilterCode loadArchitecture() {
    return add(LOAD, 0, 0, ARCHITECTURE);
  }

  FilterCode loadNumber() {
    return add(LOAD, 0, 0, NUMBER);
  }

  FilterCode jump(int skip) {
    return add(JUMP, 0, 0, skip);
  }

  FilterCode jumpUnlessEqual(int value, int skip) {
    return add(JUMP_EQUAL, 0, skip, value);
  }

  FilterCode jumpIfBits(int bits, int skip) {
    return add(JUMP_BITS, skip, 0, bits);
  }

  FilterCode jumpUnlessGreater(int value, int skip) {
    return add(JUMP_GREATER, 0, skip, value);
  }

  FilterCode jumpAtLeast(int value, int skip, int skipUnless) {
    return add(JUMP_AT_LEAST, skip, skipUnless, value);
  }

  FilterCode answer(int verdict) {
    return add(RETURN, 0, 0, verdict);
  }

  private FilterCode add(int code, int ifTrue, int ifFalse, int operand) {
    words.add(code | (long) ifTrue << 16 | (long) ifFalse << 24 | (operand & 0xffffffffL) << 32);
    return this;
  }

  FilterCode add(FilterCode other) {
    words.addAll(other.words);
    return this;
  }

  int length() {
    return words.size();
  }

  /** The bytes on a little-endian machine, as both architectures of the engine are. */
  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
    words.forEach(bytes::putLong);
    return bytes.array();
  }
}
