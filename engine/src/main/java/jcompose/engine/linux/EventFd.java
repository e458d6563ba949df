package jcompose.engine.linux;

/** An eventfd: wakes a thread that waits in epoll or in {@link #await}. */
public final class EventFd implements AutoCloseable {
  private static final long EFD_CLOEXEC_NONBLOCK = 0x80800;

  private final NativeMemory memory = new NativeMemory();
  private final long counter = memory.allocate(8);
  private final Readiness readiness;
  private final int descriptor;

  /** One that is not signalled. */
  public EventFd() {
    descriptor = (int) Kernel.check("eventfd2", Syscall.EVENTFD2, 0, EFD_CLOEXEC_NONBLOCK);
    readiness = new Readiness(descriptor);
  }

  /** The descriptor, for epoll. */
  public int descriptor() {
    return descriptor;
  }

  /** Wakes who waits, or who waits next; any thread may call it. */
  public void signal() {
    try (NativeMemory scratch = new NativeMemory()) {
      long one = scratch.allocate(8);
      NativeMemory.putLong(one, 1);
      Kernel.call(Syscall.WRITE, descriptor, one, 8);
    }
  }

  /** Waits until it is signalled, at most so long. */
  public void await(long nanoseconds) {
    readiness.await(nanoseconds);
  }

  /** Forgets the signals so far. */
  public void clear() {
    Kernel.call(Syscall.READ, descriptor, counter, 8);
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, descriptor);
    readiness.close();
    memory.close();
  }
}
