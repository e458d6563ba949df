package jcompose.engine.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A structure of the kernel's being written, numbers in the machine's own order. */
final class Bytes {
  private final byte[] array;
  private final ByteBuffer buffer;

  /** One of so many bytes, all zero. */
  Bytes(int size) {
    array = new byte[size];
    buffer = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
  }

  Bytes put(int value) {
    buffer.put((byte) value);
    return this;
  }

  Bytes put(byte[] bytes) {
    buffer.put(bytes);
    return this;
  }

  Bytes putShort(int value) {
    buffer.putShort((short) value);
    return this;
  }

  Bytes putInt(int value) {
    buffer.putInt(value);
    return this;
  }

  Bytes putLong(long value) {
    buffer.putLong(value);
    return this;
  }

  /** Leaves out bytes up to a multiple of four from the beginning. */
  Bytes align() {
    buffer.position(aligned(buffer.position()));
    return this;
  }

  /** Goes on at a place. */
  Bytes at(int position) {
    buffer.position(position);
    return this;
  }

  byte[] array() {
    return array;
  }

  /** The next multiple of four. */
  static int aligned(int size) {
    return (size + 3) & ~3;
  }
}
