package jcompose.engine.network;

import jcompose.engine.NameSockets;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.NetlinkSocket;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a container asks at 127.0.0.11:53 to other ports there, so that it may use port 53
 * itself. Needs nf_tables in the kernel, but no program.
 */
public final class NameRedirect {
  private static final int PORT = 53;

  private final Host host;
  private final String table;

  /** Those of one engine. */
  public NameRedirect(Host host, NetworkNames names) {
    this.host = host;
    this.table = names.instance().replace('-', '_') + "_names";
  }

  /** What is opened by one visit to a namespace; no rules where the kernel has no nf_tables. */
  private record Opened(NameSockets sockets, @Nullable Netlink rules) {
    static Opened here() throws java.io.IOException {
      NameSockets sockets = NameSockets.open(0);
      try {
        return new Opened(sockets, openRules());
      } catch (RuntimeException failure) {
        sockets.close();
        throw failure;
      }
    }

    private static @Nullable Netlink openRules() {
      try {
        return new Netlink(NetlinkSocket.openRules());
      } catch (SyscallException none) {
        if (none.is(Errno.EPROTONOSUPPORT)) {
          return null;
        }
        throw none;
      }
    }
  }

  /**
   * Opens sockets that are asked what is asked at port 53: at ports of their own, or at port 53
   * itself when the kernel lacks nf_tables.
   *
   * @param name the namespace's, for messages
   */
  public NameSockets open(String name, Descriptor namespace) {
    Opened opened = host.thread().in(namespace, Opened::here);
    try {
      if (redirect(name, opened)) {
        return opened.sockets();
      }
    } catch (RuntimeException failure) {
      opened.sockets().close();
      throw failure;
    }
    opened.sockets().close();
    return host.thread().in(namespace, () -> NameSockets.open(PORT));
  }

  private boolean redirect(String name, Opened opened) {
    try (Netlink netlink = opened.rules()) {
      if (netlink == null) {
        return false;
      }
      NameSockets sockets = opened.sockets();
      netlink.transaction(name, RuleMessages.names(table, sockets.udpPort(), sockets.tcpPort()));
      return true;
    } catch (NetlinkException refused) {
      if (refused.is(Errno.ENOTSUP) || refused.is(Errno.ENOENT) || refused.is(Errno.EINVAL)) {
        return false; // a kernel without nf_tables, its chains for nat, or one of the expressions
      }
      throw refused;
    }
  }
}
