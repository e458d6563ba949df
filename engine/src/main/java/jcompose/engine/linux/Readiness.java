package jcompose.engine.linux;

/** Whether one descriptor can be read now: ppoll(2). For one thread. */
public final class Readiness implements AutoCloseable {
  private static final int POLLIN = 0x001;
  private static final int POLLHUP = 0x010;

  private final NativeMemory memory = new NativeMemory();
  private final long poll = memory.allocate(8);
  private final long time = memory.allocate(16);

  /** For that descriptor, which the caller keeps open. */
  public Readiness(int descriptor) {
    NativeMemory.putInt(poll, descriptor);
    NativeMemory.putShort(poll + 4, (short) (POLLIN | POLLHUP));
  }

  /** Whether there is something to read, or the other side's end; waits at most so long. */
  public boolean await(long nanoseconds) {
    NativeMemory.putLong(time, nanoseconds / 1_000_000_000);
    NativeMemory.putLong(time + 8, nanoseconds % 1_000_000_000);
    return Kernel.call(Syscall.PPOLL, poll, 1, time) > 0;
  }

  @Override
  public void close() {
    memory.close();
  }
}
