package jcompose.engine.network;

/** The table of a container's namespace, as nft(8) reads it. */
final class ResolverTable {
  private static final String RESOLVER = "127.0.0.11";

  private ResolverTable() {}

  static String text(String instance, int udpPort, int tcpPort) {
    String table = instance + "_names";
    return TableText.none(table)
        + "table inet "
        + table
        + " {\n"
        + "  chain output {\n"
        + "    type nat hook output priority -100; policy accept;\n"
        + rule("udp", udpPort)
        + rule("tcp", tcpPort)
        + "  }\n"
        + "}\n";
  }

  private static String rule(String protocol, int port) {
    return "    ip daddr "
        + RESOLVER
        + " "
        + protocol
        + " dport 53 dnat ip to "
        + RESOLVER
        + ":"
        + port
        + "\n";
  }
}
