package jcompose.engine.linux;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a pipe or a terminal's master end. */
public final class DescriptorOutput extends OutputStream {
  private static final int POLLOUT = 4;

  /** A pipe that is ready takes this much without blocking: pipe(7). */
  private static final int PIPE_BUF = 4096;

  private final PolledDescriptor polled;

  /** Takes over a descriptor. */
  public DescriptorOutput(Descriptor descriptor) {
    polled = new PolledDescriptor(descriptor, POLLOUT);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try (NativeMemory memory = new NativeMemory()) {
      long buffer = memory.allocate(PIPE_BUF);
      int done = 0;
      while (done < length) {
        int part = Math.min(length - done, PIPE_BUF);
        NativeMemory.putBytes(buffer, bytes, offset + done, part);
        long count =
            polled.whenReady(descriptor -> Kernel.call(Syscall.WRITE, descriptor, buffer, part));
        if (count < 0) {
          throw new IOException("write: " + Errno.describe((int) -count));
        }
        done += (int) count;
      }
    }
  }

  @Override
  public void close() {
    polled.close();
  }
}
