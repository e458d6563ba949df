package jcompose.engine.network;

import java.util.List;
import jcompose.engine.network.NetlinkMessage.Kind;
import jcompose.engine.spec.IpPrefix;

/**
 * Requests to nf_tables: {@code struct nfgenmsg} and the attributes of nf_tables.h. Only what a
 * container's namespace needs, of which there are many; the host's rules are nft(8)'s.
 */
final class RuleMessages {
  private static final int SUBSYSTEM = 10;
  private static final byte IPV4 = 2;
  private static final int LOCAL_OUT = 3;
  private static final int DNAT_PRIORITY = -100;
  private static final int ACCEPT = 1;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;
  private static final int IP_DESTINATION = 16;
  private static final int PORT_DESTINATION = 2;
  private static final int L4PROTO = 16;
  private static final int DNAT = 1;
  private static final int NAMES_PORT = 53;
  private static final byte[] RESOLVER = IpPrefix.address("127.0.0.11").getAddress();
  private static final String CHAIN = "output";

  private RuleMessages() {}

  static NetlinkMessage begin() {
    return new NetlinkMessage(Kind.BATCH_BEGIN, head((byte) 0, SUBSYSTEM), "", List.of());
  }

  static NetlinkMessage end() {
    return new NetlinkMessage(Kind.BATCH_END, head((byte) 0, SUBSYSTEM), "", List.of());
  }

  /** Asks how often the rules have changed, which any kernel with nf_tables knows. */
  static NetlinkMessage generation() {
    return new NetlinkMessage(Kind.GET_GENERATION, head((byte) 0, 0), "", List.of());
  }

  /** Sends what is asked at 127.0.0.11:53 to other ports there, in place of the rules before. */
  static List<NetlinkMessage> names(String table, int udpPort, int tcpPort) {
    return List.of(
        of(Kind.NEW_TABLE, List.of(Attribute.text(1, "NAME", table))),
        of(Kind.DELETE_TABLE, List.of(Attribute.text(1, "NAME", table))),
        of(Kind.NEW_TABLE, List.of(Attribute.text(1, "NAME", table))),
        of(
            Kind.NEW_CHAIN,
            List.of(
                Attribute.text(1, "TABLE", table),
                Attribute.text(3, "NAME", CHAIN),
                Attribute.nested(
                    4,
                    "HOOK",
                    List.of(
                        Attribute.big(1, "HOOKNUM", LOCAL_OUT),
                        Attribute.big(2, "PRIORITY", DNAT_PRIORITY))),
                Attribute.big(5, "POLICY", ACCEPT),
                Attribute.text(7, "TYPE", "nat"))),
        rule(table, "udp", 17, udpPort),
        rule(table, "tcp", 6, tcpPort));
  }

  private static NetlinkMessage rule(String table, String protocol, int number, int port) {
    List<Attribute> expressions =
        List.of(
            payload(NETWORK_HEADER, IP_DESTINATION, 4),
            compare(RESOLVER),
            expression(
                "meta", List.of(Attribute.big(1, "DREG", 1), Attribute.big(2, "KEY", L4PROTO))),
            compare(new byte[] {(byte) number}),
            payload(TRANSPORT_HEADER, PORT_DESTINATION, 2),
            compare(port(NAMES_PORT)),
            load(1, RESOLVER),
            load(2, port(port)),
            expression(
                "nat",
                List.of(
                    Attribute.big(1, "TYPE", DNAT),
                    Attribute.big(2, "FAMILY", IPV4),
                    Attribute.big(3, "REG_ADDR_MIN", 1),
                    Attribute.big(5, "REG_PROTO_MIN", 2))));
    Object text = new Redirection(protocol, port);
    return of(
        Kind.NEW_RULE,
        List.of(
            Attribute.text(1, "TABLE", table),
            Attribute.text(2, "CHAIN", CHAIN),
            Attribute.struct(4, "EXPRESSIONS", Attribute.bytes(expressions), text)));
  }

  private static Attribute payload(int base, int offset, int length) {
    return expression(
        "payload",
        List.of(
            Attribute.big(1, "DREG", 1),
            Attribute.big(2, "BASE", base),
            Attribute.big(3, "OFFSET", offset),
            Attribute.big(4, "LEN", length)));
  }

  private static Attribute compare(byte[] value) {
    return expression(
        "cmp", List.of(Attribute.big(1, "SREG", 1), Attribute.big(2, "OP", 0), data(3, value)));
  }

  private static Attribute load(int register, byte[] value) {
    return expression("immediate", List.of(Attribute.big(1, "DREG", register), data(2, value)));
  }

  private static Attribute data(int type, byte[] value) {
    return Attribute.nested(
        type, "DATA", List.of(Attribute.struct(1, "VALUE", value, new Size(value.length))));
  }

  private static Attribute expression(String name, List<Attribute> data) {
    return Attribute.nested(
        1, "ELEM", List.of(Attribute.text(1, "NAME", name), Attribute.nested(2, "DATA", data)));
  }

  private static byte[] port(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  private static NetlinkMessage of(Kind kind, List<Attribute> attributes) {
    return new NetlinkMessage(kind, head(IPV4, 0), "", attributes);
  }

  private static byte[] head(byte family, int resource) {
    return new byte[] {family, 0, (byte) (resource >> 8), (byte) resource};
  }

  /** What a rule does, as it is printed. */
  private record Redirection(String protocol, int port) {
    @Override
    public String toString() {
      return "{ip daddr 127.0.0.11 " + protocol + " dport 53 dnat to 127.0.0.11:" + port + "}";
    }
  }

  private record Size(int bytes) {
    @Override
    public String toString() {
      return bytes + " bytes";
    }
  }
}
