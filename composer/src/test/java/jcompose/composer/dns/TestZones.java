package jcompose.composer.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Subnet;

/** Zones and servers of tests. */
final class TestZones {
  static final Asker ASKER = asker(List.of());

  private TestZones() {}

  static Asker asker(List<InetSocketAddress> servers) {
    return new Asker(List.of("net"), Map.of(), servers, true);
  }

  /** With one address for each name, or the given number of addresses. */
  static Zone zone(Map<String, Integer> names) {
    Map<String, List<IpAddress>> addresses = new HashMap<>();
    int next = 1;
    for (Map.Entry<String, Integer> name : new TreeMap<>(names).entrySet()) {
      int first = next;
      addresses.put(
          name.getKey(),
          IntStream.range(first, first + name.getValue())
              .mapToObj(i -> new IpAddress("10.0.0.0").plus(i))
              .toList());
      next += name.getValue();
    }
    return new Zone(
        Map.of(
            "net",
            new Zone.Names("p_net", List.of(Subnet.of("10.0.0.0/16")), addresses, Map.of())));
  }

  /** Binds sockets with the same port for UDP and TCP on loopback, and has a server use them. */
  static InetSocketAddress serve(DnsServer server, String id, Asker asker) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocketChannel tcp = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
    InetSocketAddress address = (InetSocketAddress) tcp.getLocalAddress();
    DatagramChannel udp = DatagramChannel.open().bind(address);
    server.add(id, asker, udp, tcp);
    return address;
  }

  /** A port of loopback on which nobody listens. */
  static InetSocketAddress nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }
}
