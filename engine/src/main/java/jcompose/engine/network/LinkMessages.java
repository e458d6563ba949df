package jcompose.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import jcompose.engine.network.NetlinkMessage.Kind;

/** Requests about links: {@code struct ifinfomsg} and the attributes of if_link.h. */
final class LinkMessages {
  private static final int IFF_UP = 1;
  private static final int AF_INET6 = 10;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_IFALIAS = 20;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_GROUP = 27;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFLA_EXT_MASK = 29;
  private static final int SKIP_STATS = 8;
  private static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int INFO_SLAVE_KIND = 4;
  private static final int INFO_SLAVE_DATA = 5;
  private static final int VETH_INFO_PEER = 1;
  private static final int IFLA_BRPORT_MODE = 4;
  private static final int IFLA_MACVLAN_MODE = 1;
  private static final int MACVLAN_MODE_BRIDGE = 4;
  private static final int IFLA_IPVLAN_MODE = 1;
  private static final int IPVLAN_MODE_L2 = 0;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final int ADDR_GEN_MODE_NONE = 1;
  private static final int IFINFOMSG = 16;
  private static final int LEAST_MTU_OF_V6 = 1280;
  private static final int ON_THE_HOSTS = 0x6a636f6d; // a group that nobody else will have chosen

  /**
   * One end of a pair, or a link that stands alone.
   *
   * @param name at most 15 bytes
   * @param mac its hardware address
   * @param namespace the descriptor of the namespace it is made in; empty for the socket's own
   */
  record End(String name, String mac, OptionalInt namespace) {
    private List<Attribute> attributes(OptionalInt mtu) {
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(Attribute.text(IFLA_IFNAME, "IFNAME", name));
      if (!mac.isEmpty()) {
        attributes.add(Attribute.mac(IFLA_ADDRESS, "ADDRESS", mac));
      }
      mtu.ifPresent(size -> attributes.add(Attribute.number(IFLA_MTU, "MTU", size)));
      namespace.ifPresent(
          file -> attributes.add(Attribute.namespace(IFLA_NET_NS_FD, "NET_NS_FD", file)));
      return attributes;
    }
  }

  private LinkMessages() {}

  /** Makes a bridge that is down. */
  static NetlinkMessage bridge(End end, OptionalInt mtu) {
    List<Attribute> attributes = end.attributes(mtu);
    attributes.add(info("bridge", List.of()));
    return create(attributes);
  }

  /** Makes a pair, both ends down; the first may become a port of a bridge. */
  static NetlinkMessage veth(End end, OptionalInt master, End peer, OptionalInt mtu) {
    List<Attribute> attributes = end.attributes(mtu);
    master.ifPresent(bridge -> attributes.add(Attribute.number(IFLA_MASTER, "MASTER", bridge)));
    Attribute other = Attribute.nested(VETH_INFO_PEER, "PEER", head(0, 0, 0), peer.attributes(mtu));
    attributes.add(info("veth", List.of(other)));
    return create(attributes);
  }

  /** Makes a link with an address of its own on a link of the host. */
  static NetlinkMessage macvlan(End end, int parent, OptionalInt mtu) {
    return on(
        end,
        parent,
        mtu,
        info("macvlan", List.of(Attribute.number(IFLA_MACVLAN_MODE, "MODE", MACVLAN_MODE_BRIDGE))));
  }

  /** Makes a link that shares the hardware address of a link of the host. */
  static NetlinkMessage ipvlan(End end, int parent, OptionalInt mtu) {
    byte[] mode = new Bytes(2).putShort(IPVLAN_MODE_L2).array();
    return on(
        new End(end.name(), "", end.namespace()),
        parent,
        mtu,
        info("ipvlan", List.of(Attribute.struct(IFLA_IPVLAN_MODE, "MODE", mode, "l2"))));
  }

  /**
   * Asks for a link of a kind that the kernel refuses: in one way or another if it has the kind.
   */
  static NetlinkMessage probe(String kind) {
    return create(List.of(info(kind, List.of())));
  }

  private static NetlinkMessage on(End end, int parent, OptionalInt mtu, Attribute info) {
    List<Attribute> attributes = end.attributes(mtu);
    attributes.add(Attribute.number(IFLA_LINK, "LINK", parent));
    attributes.add(Attribute.number(IFLA_GROUP, "GROUP", ON_THE_HOSTS));
    attributes.add(info);
    return create(attributes);
  }

  /** Names the owner of a link. */
  static NetlinkMessage alias(String name, String alias) {
    return named(name, 0, List.of(Attribute.text(IFLA_IFALIAS, "IFALIAS", alias)));
  }

  /**
   * Brings a link up that gives itself no IPv6 address.
   *
   * @param mtu its largest packet: IPv6 needs 1280
   * @param v6 whether the kernel has IPv6 at all
   */
  static NetlinkMessage up(String name, int mtu, boolean v6) {
    return named(
        name,
        IFF_UP,
        v6 && mtu >= LEAST_MTU_OF_V6 ? List.of(withoutGeneratedAddress()) : List.of());
  }

  /** Brings a link up or down, and nothing else. */
  static NetlinkMessage carrier(int index, boolean up) {
    return new NetlinkMessage(
        Kind.SET_LINK,
        head(index, up ? IFF_UP : 0, IFF_UP),
        "index=" + index + (up ? " UP" : " DOWN"),
        List.of());
  }

  /** Changes the size of packets of a link that is there. */
  static NetlinkMessage mtu(String name, int mtu) {
    return named(name, 0, List.of(Attribute.number(IFLA_MTU, "MTU", mtu)));
  }

  /** Lets a bridge send frames back through the port that they came from. */
  static NetlinkMessage hairpin(String port) {
    Attribute mode = Attribute.byteOf(IFLA_BRPORT_MODE, "MODE", 1);
    Attribute info =
        Attribute.nested(
            IFLA_LINKINFO,
            "LINKINFO",
            List.of(
                Attribute.text(INFO_SLAVE_KIND, "SLAVE_KIND", "bridge"),
                Attribute.nested(INFO_SLAVE_DATA, "SLAVE_DATA", List.of(mode))));
    return named(port, 0, List.of(info));
  }

  /** Removes a link, and the other end of a pair. */
  static NetlinkMessage delete(int index) {
    return new NetlinkMessage(Kind.DELETE_LINK, head(index, 0, 0), "index=" + index, List.of());
  }

  /** Puts a link into a group, of which it can be only in one. */
  static NetlinkMessage group(int index, int group) {
    return new NetlinkMessage(
        Kind.SET_LINK,
        head(index, 0, 0),
        "index=" + index,
        List.of(Attribute.number(IFLA_GROUP, "GROUP", group)));
  }

  /** Removes all links of a group, and the other ends of pairs. */
  static NetlinkMessage deleteGroup(int group) {
    return new NetlinkMessage(
        Kind.DELETE_LINK, head(0, 0, 0), "", List.of(Attribute.number(IFLA_GROUP, "GROUP", group)));
  }

  /** Removes the links on the host's links that are in the socket's namespace. */
  static NetlinkMessage deleteThoseOnTheHosts() {
    return deleteGroup(ON_THE_HOSTS);
  }

  /** Asks for all links. */
  static NetlinkMessage list() {
    return new NetlinkMessage(Kind.GET_LINKS, head(0, 0, 0), "", List.of(withoutStatistics()));
  }

  /** Asks for one. */
  static NetlinkMessage get(String name) {
    return new NetlinkMessage(
        Kind.GET_LINK,
        head(0, 0, 0),
        "",
        List.of(Attribute.text(IFLA_IFNAME, "IFNAME", name), withoutStatistics()));
  }

  private static Attribute withoutStatistics() {
    return Attribute.number(IFLA_EXT_MASK, "EXT_MASK", SKIP_STATS);
  }

  private static Attribute withoutGeneratedAddress() {
    Attribute mode =
        Attribute.byteOf(IFLA_INET6_ADDR_GEN_MODE, "ADDR_GEN_MODE", ADDR_GEN_MODE_NONE);
    return Attribute.nested(
        IFLA_AF_SPEC, "AF_SPEC", List.of(Attribute.nested(AF_INET6, "INET6", List.of(mode))));
  }

  private static Attribute info(String kind, List<Attribute> data) {
    List<Attribute> inner = new ArrayList<>(List.of(Attribute.text(INFO_KIND, "KIND", kind)));
    if (!data.isEmpty()) {
      inner.add(Attribute.nested(INFO_DATA, "DATA", data));
    }
    return Attribute.nested(IFLA_LINKINFO, "LINKINFO", inner);
  }

  private static NetlinkMessage create(List<Attribute> attributes) {
    return new NetlinkMessage(Kind.NEW_LINK, head(0, 0, 0), "", attributes);
  }

  private static NetlinkMessage named(String name, int flags, List<Attribute> changes) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.text(IFLA_IFNAME, "IFNAME", name));
    attributes.addAll(changes);
    return new NetlinkMessage(
        Kind.SET_LINK, head(0, flags, flags), flags == IFF_UP ? "UP" : "", attributes);
  }

  private static byte[] head(int index, int flags, int change) {
    return new Bytes(IFINFOMSG).putInt(0).putInt(index).putInt(flags).putInt(change).array();
  }
}
