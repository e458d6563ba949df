package jcompose.composer.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import jcompose.composer.dns.Asker;
import jcompose.composer.dns.DnsServer;
import jcompose.composer.dns.HostServers;
import jcompose.composer.dns.Zone;
import jcompose.engine.Networks;
import org.jspecify.annotations.Nullable;

/**
 * The DNS server in containers' network namespaces. Sockets are opened by whoever starts a
 * container; all the rest is done by one thread, whose first act is to make the server: what comes
 * to the sockets meanwhile waits.
 */
final class ContainerNames {
  private static final byte[] ADDRESS = {127, 0, 0, 11};
  private static final int PORT = 53;
  private static final int BACKLOG = 128;
  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

  private final Networks networks;
  private final String project;
  private final NamesFolder shared;
  private final Map<String, Served> served = new HashMap<>();
  private @Nullable DnsServer server;

  /** Bound sockets in a namespace. */
  private record Sockets(DatagramChannel udp, ServerSocketChannel tcp) {
    /** Of ports that the kernel chooses for 0. */
    static Sockets open(int port) throws IOException {
      InetAddress address = InetAddress.getByAddress(ADDRESS);
      DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
      try {
        udp.bind(new InetSocketAddress(address, port));
        ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
          tcp.bind(new InetSocketAddress(address, port), BACKLOG);
          return new Sockets(udp, tcp);
        } catch (IOException failure) {
          tcp.close();
          throw failure;
        }
      } catch (IOException failure) {
        udp.close();
        throw failure;
      }
    }

    int udpPort() throws IOException {
      return ((InetSocketAddress) Objects.requireNonNull(udp.getLocalAddress())).getPort();
    }

    int tcpPort() throws IOException {
      return ((InetSocketAddress) Objects.requireNonNull(tcp.getLocalAddress())).getPort();
    }

    void close() throws IOException {
      udp.close();
      tcp.close();
    }
  }

  /** Sockets with who asks there; not known yet for those that the server does not have. */
  private record Served(Sockets sockets, @Nullable Asker asker) {}

  ContainerNames(Networks networks, String project, NamesFolder shared) {
    this.networks = networks;
    this.project = project;
    this.shared = shared;
  }

  /** Makes sure that a namespace has sockets, so that what is asked there is not lost. */
  void open(String id) {
    synchronized (served) {
      if (served.containsKey(id)) {
        return;
      }
    }
    Sockets sockets = networks.inside(project, id, () -> Sockets.open(0));
    try {
      if (!networks.redirectNames(project, id, sockets.udpPort(), sockets.tcpPort())) {
        sockets.close();
        sockets = networks.inside(project, id, () -> Sockets.open(PORT));
      }
    } catch (IOException closed) {
      throw new IllegalStateException("nobody else closes these sockets", closed);
    }
    synchronized (served) {
      served.put(id, new Served(sockets, null));
    }
  }

  /** Makes the server; called once, by the thread that calls the methods below. */
  void start() {
    server = networks.onHost(() -> new DnsServer(new HostServers(RESOLVERS), DnsServer.TIMEOUT));
    server.others(shared::others);
  }

  /** Puts other names in place of those before. */
  void zone(Zone zone) {
    server().zone(zone);
    shared.publish(zone);
  }

  /** Answers in a namespace. */
  void answer(String id, Asker asker) {
    Served there;
    synchronized (served) {
      there = served.get(id);
      if (there == null || asker.equals(there.asker())) {
        return;
      }
      served.put(id, new Served(there.sockets(), asker));
    }
    if (there.asker() != null) { // who asks on sockets does not change: others take their place
      forget(id);
      open(id);
      answer(id, asker);
      return;
    }
    server().add(id, asker, there.sockets().udp(), there.sockets().tcp());
  }

  /** Closes a namespace's sockets. */
  void forget(String id) {
    synchronized (served) {
      served.remove(id);
    }
    server().remove(id);
  }

  private DnsServer server() {
    return Objects.requireNonNull(server);
  }

  void close() {
    if (server != null) {
      server.close();
    }
  }
}
