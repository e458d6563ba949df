package jcompose.composer.wiring;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import jcompose.composer.dns.Asker;
import jcompose.composer.dns.DnsServer;
import jcompose.composer.dns.HostServers;
import jcompose.composer.dns.Zone;
import jcompose.engine.NameSockets;
import jcompose.engine.Networks;
import org.jspecify.annotations.Nullable;

/**
 * The DNS server in containers' network namespaces. Sockets are opened by whoever starts a
 * container; all the rest is done by one thread, whose first act is to make the server: what comes
 * to the sockets meanwhile waits.
 */
final class ContainerNames {
  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

  private final Networks networks;
  private final String project;
  private final NamesFolder shared;
  private final Map<String, Served> served = new HashMap<>();
  private @Nullable DnsServer server;

  /** Sockets with who asks there; not known yet for those that the server does not have. */
  private record Served(NameSockets sockets, @Nullable Asker asker) {}

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
    NameSockets sockets = networks.nameSockets(project, id);
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
