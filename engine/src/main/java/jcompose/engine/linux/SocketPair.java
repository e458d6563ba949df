package jcompose.engine.linux;

/** Two connected sockets, one end for a child: each side tells the other by single bytes. */
public final class SocketPair implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 0x80001;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final Descriptor mine;
  private final Descriptor childs;

  private SocketPair(Descriptor mine, Descriptor childs) {
    this.mine = mine;
    this.childs = childs;
  }

  /**
   * Opens both ends.
   *
   * @param lowest the least number that the child's end may have
   */
  public static SocketPair open(int lowest) {
    try (NativeMemory memory = new NativeMemory()) {
      long pair = memory.allocate(8);
      Kernel.check(
          "socketpair(AF_UNIX)", Syscall.SOCKETPAIR, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, pair);
      return new SocketPair(
          Descriptor.owning(NativeMemory.getInt(pair)).above(lowest),
          Descriptor.owning(NativeMemory.getInt(pair + 4)).above(lowest));
    }
  }

  /** The number of the child's end. */
  public int childEnd() {
    return childs.number();
  }

  /** Closes the child's end here, so that its own end is the only one. */
  public void cloned() {
    childs.close();
  }

  /** Waits for a byte; false when the child is gone instead. */
  public boolean awaitByte() {
    try (NativeMemory memory = new NativeMemory()) {
      long buffer = memory.allocate(8);
      long length;
      do {
        length = Kernel.call(Syscall.READ, mine.number(), buffer, 1);
      } while (length == -Errno.EINTR.number());
      return length == 1;
    }
  }

  /** Sends a byte; one that nobody reads any more is lost. */
  public void sendByte() {
    try (NativeMemory memory = new NativeMemory()) {
      long buffer = memory.allocate(8);
      Kernel.call(Syscall.SENDTO, mine.number(), buffer, 1, MSG_NOSIGNAL, 0, 0);
    }
  }

  @Override
  public void close() {
    mine.close();
    childs.close();
  }
}
