package jcompose.engine.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.network.NetlinkMessage.Kind;
import jcompose.engine.spec.IpPrefix;

/** Requests about addresses: {@code struct ifaddrmsg} and if_addr.h. */
final class AddressMessages {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;

  /** Nobody else has it: it need not be asked for and can be used at once. */
  private static final int IFA_F_NODAD = 2;

  private static final int SCOPE_UNIVERSE = 0;
  private static final int SCOPE_LINK = 253;

  private AddressMessages() {}

  /** Gives a link an address; one that it has stays. */
  static NetlinkMessage add(int index, IpPrefix address) {
    List<Attribute> attributes = of(address);
    if (address.isV4() && address.length() < 31) {
      attributes.add(Attribute.address(IFA_BROADCAST, "BROADCAST", address.last()));
    }
    return message(Kind.NEW_ADDRESS, index, address, attributes);
  }

  /** Takes an address from a link. */
  static NetlinkMessage delete(int index, IpPrefix address) {
    return message(Kind.DELETE_ADDRESS, index, address, of(address));
  }

  /** Asks for all addresses of both families. */
  static NetlinkMessage list() {
    return new NetlinkMessage(Kind.GET_ADDRESSES, new byte[8], "", List.of());
  }

  private static NetlinkMessage message(
      Kind kind, int index, IpPrefix address, List<Attribute> attributes) {
    byte[] head =
        new Bytes(8)
            .put(family(address.address()))
            .put(address.length())
            .put((address.isV4() ? 0 : IFA_F_NODAD))
            .put((address.address().isLinkLocalAddress() ? SCOPE_LINK : SCOPE_UNIVERSE))
            .putInt(index)
            .array();
    return new NetlinkMessage(kind, head, "index=" + index + " " + address, attributes);
  }

  private static List<Attribute> of(IpPrefix address) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.address(IFA_LOCAL, "LOCAL", address.address()));
    attributes.add(Attribute.address(IFA_ADDRESS, "ADDRESS", address.address()));
    return attributes;
  }

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? AF_INET : AF_INET6;
  }
}
