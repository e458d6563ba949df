package jcompose.engine.linux;

import java.io.IOException;

/**
 * A descriptor that one thread reads or writes and any thread may close: whoever waits is woken and
 * told that it is closed.
 */
final class PolledDescriptor {
  private static final int POLLFD_SIZE = 8;

  private final Descriptor descriptor;
  private final short events;
  private final EventFd stop = new EventFd();
  private final Object use = new Object();
  private volatile boolean closed;

  PolledDescriptor(Descriptor descriptor, int events) {
    this.descriptor = descriptor;
    this.events = (short) events;
  }

  /** A call on the descriptor that does not block, made as soon as it is ready. */
  interface Call {
    long on(int descriptor);
  }

  /** The call's result, or {@code -errno}. */
  long whenReady(Call call) throws IOException {
    synchronized (use) {
      if (!closed) {
        await();
      }
      if (closed) {
        throw new IOException("stream is closed");
      }
      return call.on(descriptor.number());
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    stop.signal();
    synchronized (use) {
      descriptor.close();
      stop.close();
    }
  }

  private void await() {
    try (NativeMemory memory = new NativeMemory()) {
      long polled = memory.allocate(2 * POLLFD_SIZE);
      NativeMemory.putInt(polled, descriptor.number());
      NativeMemory.putShort(polled + 4, events);
      NativeMemory.putInt(polled + POLLFD_SIZE, stop.descriptor());
      NativeMemory.putShort(polled + POLLFD_SIZE + 4, (short) 1);
      long result;
      do {
        result = Kernel.call(Syscall.PPOLL, polled, 2, 0, 0, 8);
      } while (result == -Errno.EINTR.number());
      if (result < 0) {
        throw new SyscallException("ppoll", (int) -result);
      }
    }
  }
}
