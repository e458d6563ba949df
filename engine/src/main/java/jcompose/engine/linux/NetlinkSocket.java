package jcompose.engine.linux;

/**
 * A socket to the kernel's routing or packet rules, netlink(7), in the network namespace of who
 * opened it. Not safe for use by several threads at once.
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 0x80003;
  private static final int NETLINK_ROUTE = 0;
  private static final int NETLINK_NETFILTER = 12;
  private static final int SOL_NETLINK = 270;

  /** Of messages that failed, only the header comes back. */
  private static final int NETLINK_CAP_ACK = 10;

  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int LARGEST = 1 << 16;

  private final Descriptor socket;
  private final NativeMemory memory = new NativeMemory();
  private long buffer;

  private NetlinkSocket(Descriptor socket) {
    this.socket = socket;
  }

  /**
   * Opens one to routing.
   *
   * @throws SyscallException when the kernel has no netlink
   */
  public static NetlinkSocket open() {
    return open(NETLINK_ROUTE);
  }

  /**
   * Opens one to packet rules.
   *
   * @throws SyscallException EPROTONOSUPPORT when the kernel has none
   */
  public static NetlinkSocket openRules() {
    return open(NETLINK_NETFILTER);
  }

  private static NetlinkSocket open(int protocol) {
    Descriptor socket =
        Descriptor.owning(
            (int)
                Kernel.check(
                    "socket(AF_NETLINK)", Syscall.SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, protocol));
    try (NativeMemory memory = new NativeMemory()) {
      long on = memory.allocate(4);
      NativeMemory.putInt(on, 1);
      for (int option : new int[] {NETLINK_CAP_ACK, NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK}) {
        Kernel.check(
            "setsockopt(NETLINK, " + option + ")",
            Syscall.SETSOCKOPT,
            socket.number(),
            SOL_NETLINK,
            option,
            on,
            4);
      }
    } catch (SyscallException failure) {
      socket.close();
      throw failure;
    }
    return new NetlinkSocket(socket);
  }

  /** Sends messages to the kernel in one call; it has done them all when this returns. */
  public void send(byte[] messages) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "sendto(netlink)",
          Syscall.SENDTO,
          socket.number(),
          memory.bytes(messages),
          messages.length,
          0,
          0,
          0);
    }
  }

  /** The next of the kernel's answers: one or more whole messages. */
  public byte[] receive() {
    if (buffer == 0) {
      buffer = memory.allocate(LARGEST);
    }
    long length =
        Kernel.check(
            "recvfrom(netlink)", Syscall.RECVFROM, socket.number(), buffer, LARGEST, 0, 0, 0);
    return NativeMemory.getBytes(buffer, (int) length);
  }

  @Override
  public void close() {
    socket.close();
    memory.close();
  }
}
