package jcompose.engine.rootfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.SyscallException;

/** Native memory for the paths and structures of file system calls, reused from call to call. */
final class CallBuffers {
  private static final int PATH_MAX = 4096;

  private final ByteBuffer first = ByteBuffer.allocateDirect(PATH_MAX);
  private final ByteBuffer second = ByteBuffer.allocateDirect(PATH_MAX);
  private final ByteBuffer how = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
  private final ByteBuffer times = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
  private final long firstAddress = NativeMemory.addressOf(first);
  private final long secondAddress = NativeMemory.addressOf(second);
  private final long howAddress = NativeMemory.addressOf(how);
  private final long timesAddress = NativeMemory.addressOf(times);

  /** A path as a C string; valid until the next call of this method. */
  long path(byte[] path) {
    return put(first, firstAddress, path);
  }

  /** A second path as a C string; valid until the next call of this method. */
  long otherPath(byte[] path) {
    return put(second, secondAddress, path);
  }

  private static long put(ByteBuffer buffer, long address, byte[] path) {
    if (path.length >= PATH_MAX) {
      throw new SyscallException("path of " + path.length + " bytes", Errno.ENAMETOOLONG.number());
    }
    buffer.clear().put(path).put((byte) 0);
    return address;
  }

  /** A {@code struct open_how} of {@link #HOW_SIZE} bytes. */
  long how(long flags, long resolve) {
    how.putLong(0, flags).putLong(8, 0).putLong(16, resolve);
    return howAddress;
  }

  /** The size that openat2 wants to be told. */
  static final int HOW_SIZE = 24;

  /** Two {@code struct timespec}: the time of last access and of last modification, both this. */
  long times(long seconds, long nanos) {
    times.putLong(0, seconds).putLong(8, nanos).putLong(16, seconds).putLong(24, nanos);
    return timesAddress;
  }
}
