package jcompose.engine.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.network.NetlinkMessage.Kind;

/** Requests about routes: {@code struct rtmsg}, in the main table. */
final class RouteMessages {
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int TABLE_MAIN = 254;
  private static final int PROTOCOL_ANY = 0;
  private static final int PROTOCOL_STATIC = 4;
  private static final int SCOPE_UNIVERSE = 0;
  private static final int TYPE_UNICAST = 1;

  private RouteMessages() {}

  /**
   * The route to everywhere.
   *
   * @param metric the lower, the earlier it is taken
   */
  static NetlinkMessage byDefault(int index, InetAddress gateway, int metric) {
    return message(Kind.NEW_ROUTE, PROTOCOL_STATIC, index, gateway, metric);
  }

  /** Removes such a route, whoever made it. */
  static NetlinkMessage delete(int index, InetAddress gateway, int metric) {
    return message(Kind.DELETE_ROUTE, PROTOCOL_ANY, index, gateway, metric);
  }

  /** Asks for the routes of both families in all tables. */
  static NetlinkMessage list() {
    return new NetlinkMessage(Kind.GET_ROUTES, new byte[12], "", List.of());
  }

  private static NetlinkMessage message(
      Kind kind, int protocol, int index, InetAddress gateway, int metric) {
    byte[] head =
        new Bytes(12)
            .put(AddressMessages.family(gateway))
            .put(0)
            .put(0)
            .put(0)
            .put(TABLE_MAIN)
            .put(protocol)
            .put(SCOPE_UNIVERSE)
            .put(TYPE_UNICAST)
            .putInt(0)
            .array();
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.address(RTA_GATEWAY, "GATEWAY", gateway));
    attributes.add(Attribute.number(RTA_OIF, "OIF", index));
    attributes.add(Attribute.number(RTA_PRIORITY, "PRIORITY", metric));
    return new NetlinkMessage(kind, head, "default", attributes);
  }
}
