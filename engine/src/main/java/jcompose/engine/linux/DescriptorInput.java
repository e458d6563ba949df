package jcompose.engine.linux;

import java.io.IOException;
import java.io.InputStream;

/** Reads a pipe or a terminal's master end, which ends with EIO when the other end is closed. */
public final class DescriptorInput extends InputStream {
  private static final int POLLIN = 1;
  private static final int LARGEST = 1 << 16;

  private final PolledDescriptor polled;

  /** Takes over a descriptor. */
  public DescriptorInput(Descriptor descriptor) {
    polled = new PolledDescriptor(descriptor, POLLIN);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try (NativeMemory memory = new NativeMemory()) {
      int wanted = Math.min(length, LARGEST);
      long buffer = memory.allocate(wanted);
      long count =
          polled.whenReady(descriptor -> Kernel.call(Syscall.READ, descriptor, buffer, wanted));
      if (count == 0 || count == -Errno.EIO.number()) {
        return -1;
      }
      if (count < 0) {
        throw new IOException("read: " + Errno.describe((int) -count));
      }
      System.arraycopy(NativeMemory.getBytes(buffer, (int) count), 0, bytes, offset, (int) count);
      return (int) count;
    }
  }

  @Override
  public void close() {
    polled.close();
  }
}
