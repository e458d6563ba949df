package jcompose.engine.linux;

/** A pair of sockets over which a child sends one descriptor: unix(7), SCM_RIGHTS. */
public final class DescriptorSocket implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 0x80001;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int CONTROL_SIZE = 24;

  private final Descriptor mine;
  private final Descriptor childs;

  private DescriptorSocket(Descriptor mine, Descriptor childs) {
    this.mine = mine;
    this.childs = childs;
  }

  /** Opens both ends. */
  public static DescriptorSocket open() {
    try (NativeMemory memory = new NativeMemory()) {
      long pair = memory.allocate(8);
      Kernel.check(
          "socketpair(AF_UNIX)", Syscall.SOCKETPAIR, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, pair);
      return new DescriptorSocket(
          Descriptor.owning(NativeMemory.getInt(pair)),
          Descriptor.owning(NativeMemory.getInt(pair + 4)).aboveStreams());
    }
  }

  /** The number of the child's end. */
  public int childEnd() {
    return childs.number();
  }

  /**
   * The descriptor that the child has sent.
   *
   * @throws SyscallException when it ended without sending any
   */
  public Descriptor receive() {
    childs.close();
    try (NativeMemory memory = new NativeMemory()) {
      long vector = memory.allocate(16);
      NativeMemory.putLong(vector, memory.allocate(8));
      NativeMemory.putLong(vector + 8, 1);
      long control = memory.allocate(CONTROL_SIZE);
      long message = memory.allocate(56);
      NativeMemory.putLong(message + 16, vector);
      NativeMemory.putLong(message + 24, 1);
      NativeMemory.putLong(message + 32, control);
      NativeMemory.putLong(message + 40, CONTROL_SIZE);
      long length =
          Kernel.check(
              "recvmsg(SCM_RIGHTS)", Syscall.RECVMSG, mine.number(), message, MSG_CMSG_CLOEXEC);
      if (length == 0 || NativeMemory.getLong(message + 40) < 20) {
        throw new SyscallException("recvmsg(SCM_RIGHTS)", Errno.ENOMSG.number());
      }
      return Descriptor.owning(NativeMemory.getInt(control + 16));
    }
  }

  @Override
  public void close() {
    mine.close();
    childs.close();
  }
}
