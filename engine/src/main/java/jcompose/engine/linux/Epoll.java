package jcompose.engine.linux;

/**
 * An epoll instance: which of many descriptors have news.
 *
 * <p>Edge-triggered only: who is told of a descriptor reads it until it is empty. One thread waits.
 */
public final class Epoll implements AutoCloseable {
  private static final long EPOLL_CLOEXEC = 0x80000;
  private static final long EPOLL_CTL_ADD = 1;
  private static final long EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 0x001;
  private static final int EPOLLET = 1 << 31;
  private static final int MOST = 256;

  /** struct epoll_event is packed on x86-64 alone. */
  private static final int DATA = Architecture.current() == Architecture.X86_64 ? 4 : 8;

  private static final int SIZE = DATA + 8;

  private final NativeMemory memory = new NativeMemory();
  private final long events = memory.allocate((long) MOST * SIZE);
  private final int descriptor =
      (int) Kernel.check("epoll_create1(CLOEXEC)", Syscall.EPOLL_CREATE1, EPOLL_CLOEXEC);

  /** Watches for bytes to read and for the other side's end; any thread may call it. */
  public void add(int watched, long token) {
    try (NativeMemory scratch = new NativeMemory()) {
      long event = scratch.allocate(SIZE);
      NativeMemory.putInt(event, EPOLLIN | EPOLLET);
      NativeMemory.putLong(event + DATA, token);
      Kernel.check("epoll_ctl(ADD)", Syscall.EPOLL_CTL, descriptor, EPOLL_CTL_ADD, watched, event);
    }
  }

  /** Watches a descriptor no more. */
  public void remove(int watched) {
    Kernel.check("epoll_ctl(DEL)", Syscall.EPOLL_CTL, descriptor, EPOLL_CTL_DEL, watched);
  }

  /**
   * Waits for news.
   *
   * @param milliseconds the longest wait, -1 for ever
   * @return how many tokens {@link #token} has
   */
  public int await(int milliseconds) {
    long count = Kernel.call(Syscall.EPOLL_PWAIT, descriptor, events, MOST, milliseconds);
    if (count == -Errno.EINTR.number()) {
      return 0;
    }
    if (count < 0) {
      throw new SyscallException("epoll_pwait", (int) -count);
    }
    return (int) count;
  }

  /** The token of the descriptor of the nth news of the last wait. */
  public long token(int index) {
    return NativeMemory.getLong(events + (long) index * SIZE + DATA);
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, descriptor);
    memory.close();
  }
}
