package jcompose.engine.network;

import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;

/** A request that the kernel refused. */
final class NetlinkException extends EngineException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * A refusal.
   *
   * @param subject whom it is about; empty for nobody
   * @param words the kernel's own, empty for none
   */
  NetlinkException(String subject, NetlinkMessage message, int errno, String words) {
    super(
        (subject.isEmpty() ? "" : subject + ": ")
            + message
            + ": "
            + Errno.describe(errno)
            + (words.isEmpty() ? "" : ": " + words)
            + hint(errno, message.toString()));
    this.errno = errno;
  }

  boolean is(Errno candidate) {
    return errno == candidate.number();
  }

  private static String hint(int errno, String text) {
    if (errno == Errno.EPERM.number()) {
      return ": CAP_NET_ADMIN is missing; run as root";
    }
    if (errno == Errno.ENOTSUP.number() || errno == Errno.ENOENT.number()) {
      for (String kind : new String[] {"bridge", "veth", "macvlan", "ipvlan"}) {
        if (text.contains("KIND=\"" + kind + "\"")) {
          return ": the kernel lacks its module; try 'modprobe " + kind + "'";
        }
      }
      for (String kind : new String[] {"netem", "tbf", "ingress"}) {
        if (text.contains("KIND=\"" + kind + "\"")) {
          return ": the kernel lacks its module; try 'modprobe sch_" + kind + "'";
        }
      }
    }
    return "";
  }
}
