package jcompose.engine.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.network.Answers.Answer;
import jcompose.engine.network.NetlinkMessage.Kind;
import jcompose.engine.spec.IpPrefix;

/**
 * Addresses of IPv6 and routes of a link, to be asked for again: the kernel forgets them when the
 * link is brought down, where a pulled cable would leave them.
 */
final class Belongings {
  private static final int RTMSG = 12;
  private static final int PROTOCOL = 5;
  private static final int OIF = 4;
  private static final int BY_BOOT = 3;
  private static final int BY_ADMINISTRATOR = 4;

  private Belongings() {}

  /**
   * Its addresses as text, then its routes, those of the main table that somebody made by hand and
   * not the kernel or a routing daemon, as the kernel tells of them in hexadecimal digits.
   */
  static List<String> of(Netlink netlink, int index) {
    List<String> all = new ArrayList<>();
    netlink.addresses().stream()
        .filter(each -> each.index() == index && !each.address().isV4())
        .forEach(each -> all.add(each.address().toString()));
    all.addAll(
        netlink.list(
            RouteMessages.list(),
            answer -> RouteState.isOne(answer) && isByHand(answer) && leadsOutOf(answer, index),
            answer -> HexFormat.of().formatHex(Answers.bytes(answer.body()))));
    return all;
  }

  private static boolean isByHand(Answer answer) {
    byte protocol = answer.body().get(PROTOCOL);
    return protocol == BY_BOOT || protocol == BY_ADMINISTRATOR;
  }

  private static boolean leadsOutOf(Answer answer, int index) {
    Map<Integer, ByteBuffer> attributes = answer.attributesBehind(RTMSG);
    return Optional.ofNullable(attributes.get(OIF))
        .filter(oif -> oif.getInt(0) == index)
        .isPresent();
  }

  /** Asks for them again; one that leads nowhere now stays away. */
  static void restore(Netlink netlink, int index, List<String> belongings) {
    for (String one : belongings) {
      try {
        netlink.change("", List.of(request(index, one)));
      } catch (NetlinkException gone) {
        // the address or the gateway that it needs was taken away meanwhile
      }
    }
  }

  private static NetlinkMessage request(int index, String one) {
    return one.contains("/")
        ? AddressMessages.add(index, IpPrefix.parse(one))
        : new NetlinkMessage(Kind.NEW_ROUTE, HexFormat.of().parseHex(one), "again", List.of());
  }
}
