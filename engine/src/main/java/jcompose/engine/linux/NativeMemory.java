package jcompose.engine.linux;

import com.kenai.jffi.MemoryIO;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory for the arguments of system calls, freed as a whole.
 *
 * <p>Addresses are plain longs. Not safe for use by several threads at once.
 */
public final class NativeMemory implements AutoCloseable {
  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  private static final long ALIGNMENT = 16;
  private static final long FIRST_BLOCK = 256;
  private static final long LARGEST_BLOCK = 1 << 14;

  private final List<Long> blocks = new ArrayList<>();
  private long blockSize = FIRST_BLOCK;
  private long next;
  private long left;

  /** Zeroed memory of {@code size} bytes, aligned for any type. */
  public long allocate(long size) {
    long rounded = (Math.max(size, 1) + ALIGNMENT - 1) & -ALIGNMENT;
    if (rounded > left) {
      if (rounded > blockSize / 2) {
        return block(rounded); // what is left of the current block stays of use
      }
      next = block(blockSize);
      left = blockSize;
      blockSize = Math.min(4 * blockSize, LARGEST_BLOCK);
    }
    long address = next;
    next += rounded;
    left -= rounded;
    return address;
  }

  private long block(long size) {
    long address = MEMORY.allocateMemory(size, true);
    if (address == 0) {
      throw new OutOfMemoryError("no native memory for " + size + " bytes");
    }
    blocks.add(address);
    return address;
  }

  /** The bytes, followed by a zero byte. */
  public long string(byte[] bytes) {
    long address = allocate(bytes.length + 1L);
    MEMORY.putByteArray(address, bytes, 0, bytes.length);
    return address;
  }

  /** The text in UTF-8, followed by a zero byte. */
  public long string(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes alone. */
  public long bytes(byte[] bytes) {
    long address = allocate(bytes.length);
    MEMORY.putByteArray(address, bytes, 0, bytes.length);
    return address;
  }

  /** An array of pointers to the texts, closed by a null pointer, as execve(2) wants it. */
  public long strings(List<String> texts) {
    long array = allocate(8L * (texts.size() + 1));
    for (int i = 0; i < texts.size(); i++) {
      MEMORY.putLong(array + 8L * i, string(texts.get(i)));
    }
    return array;
  }

  /** The 64-bit number at an address. */
  public static long getLong(long address) {
    return MEMORY.getLong(address);
  }

  /** Stores a 64-bit number at an address. */
  public static void putLong(long address, long value) {
    MEMORY.putLong(address, value);
  }

  /** The 32-bit number at an address. */
  public static int getInt(long address) {
    return MEMORY.getInt(address);
  }

  /** Stores a 32-bit number at an address. */
  public static void putInt(long address, int value) {
    MEMORY.putInt(address, value);
  }

  /** The 16-bit number at an address. */
  public static short getShort(long address) {
    return MEMORY.getShort(address);
  }

  /** Stores a 16-bit number at an address. */
  public static void putShort(long address, short value) {
    MEMORY.putShort(address, value);
  }

  /** Where a byte first stands among so many, counted from 0; -1 when it does not. */
  public static long indexOf(long address, long length, byte wanted) {
    byte[] bytes = getBytes(address, Math.toIntExact(length));
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Copies {@code length} bytes out of native memory. */
  public static byte[] getBytes(long address, int length) {
    byte[] bytes = new byte[length];
    MEMORY.getByteArray(address, bytes, 0, length);
    return bytes;
  }

  /** Copies bytes into native memory. */
  public static void putBytes(long address, byte[] bytes, int offset, int length) {
    MEMORY.putByteArray(address, bytes, offset, length);
  }

  /** The address of a direct buffer's first byte; the caller keeps the buffer reachable. */
  public static long addressOf(java.nio.ByteBuffer direct) {
    return MEMORY.getDirectBufferAddress(direct);
  }

  @Override
  public void close() {
    for (long block : blocks) {
      MEMORY.freeMemory(block);
    }
    blocks.clear();
    left = 0;
  }
}
