package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jcompose.engine.ReservedPort;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.PublishedPort;
import jcompose.engine.spec.PublishedPort.Protocol;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ports of the host that lead to containers: by the kernel, and by the proxy where it has none. */
@RequiresRoot
@RequiresCommand({"ip", "nsenter", "busybox", "nft"})
@LeavesNothing
class PublishedPortsIT {
  private static final NetworkSpec FRONT = Lab.network("front", "10.77.0.0/24", "fd77::/64");
  private static final NetworkSpec BACK = Lab.network("back", "10.77.1.0/24");
  private static final List<NetworkSpec> ALL = List.of(FRONT, BACK);

  private Lab lab;
  private Path web;
  private Path other;
  private Path back;

  @BeforeEach
  void open(Sandbox sandbox) {
    lab = new Lab(sandbox);
    ALL.forEach(lab.networks::create);
    web = lab.join("web-1", Lab.in(FRONT, "eth0", 2, 100, "10.77.0.2/24", "fd77::2/64"));
    other = lab.join("other-1", Lab.in(FRONT, "eth0", 3, 100, "10.77.0.3/24", "fd77::3/64"));
    back = lab.join("back-1", Lab.in(BACK, "eth0", 4, 100, "10.77.1.2/24"));
    lab.serve("web-1", 80);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theKernelLeadsToThemFromEverywhereAndKeepsTheSource() {
    apply(port(Protocol.TCP, "", 8080, 80));
    assertEquals("web-1 saw 192.0.2.9", Lab.ask(lab.outside(), "192.0.2.1", 8080));
    assertEquals("web-1 saw 2001:db8::9", Lab.ask(lab.outside(), "2001:db8::1", 8080));
    assertEquals("web-1 saw 192.0.2.1", Lab.ask(lab.host(), "192.0.2.1", 8080));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(lab.host(), "127.0.0.1", 8080));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(other, "192.0.2.1", 8080));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(other, "10.77.0.1", 8080));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(web, "192.0.2.1", 8080), "to itself");
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(back, "192.0.2.1", 8080));
    assertEquals("", Lab.ask(lab.outside(), "192.0.2.1", 80), "only what is published");
  }

  @Test
  void theSameWithBridgedFramesThatPassTheRules() {
    Lab.run(
            lab.host(),
            "sysctl",
            "-w",
            "net.bridge.bridge-nf-call-iptables=1",
            "net.bridge.bridge-nf-call-ip6tables=1")
        .checked();
    apply(port(Protocol.TCP, "", 8080, 80));
    assertEquals("web-1 saw 192.0.2.9", Lab.ask(lab.outside(), "192.0.2.1", 8080));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(other, "192.0.2.1", 8080));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(web, "192.0.2.1", 8080), "to itself");
    assertEquals("web-1 saw 10.77.0.3", Lab.ask(other, "10.77.0.2", 80));
  }

  @Test
  void aPortOfOneAddressIsNotOnTheOthers() {
    apply(
        port(Protocol.TCP, "127.0.0.1", 8081, 80),
        port(Protocol.TCP, "192.0.2.1", 8082, 80),
        port(Protocol.TCP, "2001:db8::1", 8083, 80));
    assertEquals("web-1 saw 10.77.0.1", Lab.ask(lab.host(), "127.0.0.1", 8081));
    assertEquals("", Lab.ask(lab.host(), "192.0.2.1", 8081));
    assertEquals("", Lab.ask(lab.outside(), "192.0.2.1", 8081));
    assertEquals("web-1 saw 192.0.2.9", Lab.ask(lab.outside(), "192.0.2.1", 8082));
    assertEquals("", Lab.ask(lab.host(), "127.0.0.1", 8082));
    assertEquals("web-1 saw 2001:db8::9", Lab.ask(lab.outside(), "2001:db8::1", 8083));
    assertEquals("", Lab.ask(lab.outside(), "192.0.2.1", 8083));
  }

  /** The bridge takes packets for 127.0.0.1 of the host only as answers. */
  @Test
  void aContainerDoesNotReachTheHostsLoopback() {
    apply(port(Protocol.TCP, "", 8080, 80));
    lab.serveOnHost(new InetSocketAddress(IpPrefix.address("127.0.0.1"), 9000));
    assertEquals("host saw 127.0.0.1", Lab.ask(lab.host(), "127.0.0.1", 9000));
    Lab.run(other, "sysctl", "-w", "net.ipv4.conf.all.route_localnet=1").checked();
    Lab.run(other, "ip", "address", "delete", "127.0.0.1/8", "dev", "lo").checked();
    Lab.run(other, "ip", "route", "add", "127.0.0.1/32", "via", "10.77.0.1").checked();
    assertEquals("", Lab.ask(other, "127.0.0.1", 9000));
  }

  @Test
  void datagramsAreAnsweredFromTheAddressThatWasAsked() throws Exception {
    apply(port(Protocol.UDP, "", 5000, 5353));
    DatagramSocket server =
        lab.networks.inside(Lab.PROJECT, "web-1", () -> new DatagramSocket(5353));
    Thread answering = answer(server);
    try (DatagramSocket host = lab.networks.onHost(DatagramSocket::new)) {
      assertEquals("web saw 192.0.2.1", ask(host, "192.0.2.1", 5000));
      assertEquals("web saw 10.77.0.1", ask(host, "127.0.0.1", 5000));
    }
    server.close();
    answering.join();
  }

  @Test
  void withoutRulesTheProxyLeadsToThem() throws Exception {
    DatagramSocket server =
        lab.networks.inside(Lab.PROJECT, "web-1", () -> new DatagramSocket(5353));
    Thread answering = answer(server);
    InetAddress target = IpPrefix.address("10.77.0.2");
    try (ReservedPort tcp = lab.networks.reserve(Protocol.TCP, Optional.empty(), 8080);
        ReservedPort udp = lab.networks.reserve(Protocol.UDP, Optional.empty(), 0);
        DatagramSocket host = lab.networks.onHost(DatagramSocket::new)) {
      tcp.leadTo(new InetSocketAddress(target, 80));
      udp.leadTo(new InetSocketAddress(target, 5353));
      assertEquals("web-1 saw 10.77.0.1", Lab.ask(lab.outside(), "192.0.2.1", 8080));
      assertEquals("web-1 saw 10.77.0.1", Lab.ask(lab.outside(), "2001:db8::1", 8080));
      assertEquals("web-1 saw 10.77.0.1", Lab.ask(lab.host(), "127.0.0.1", 8080));
      assertEquals("web-1 saw 10.77.0.1", Lab.ask(lab.host(), "::1", 8080));
      assertEquals("web-1 saw 10.77.0.1", Lab.ask(other, "10.77.0.1", 8080));
      assertEquals("web-1 saw 10.77.0.1", Lab.ask(web, "10.77.0.1", 8080));
      assertEquals("web saw 10.77.0.1", ask(host, "192.0.2.1", udp.port()));
      assertEquals("web saw 10.77.0.1", ask(host, "127.0.0.1", udp.port()));
    } finally {
      server.close();
      answering.join();
    }
  }

  @Test
  void besideRulesTheProxyServesWhatTheyDoNot() {
    apply(port(Protocol.TCP, "", 8080, 80));
    try (ReservedPort tcp = lab.networks.reserve(Protocol.TCP, Optional.empty(), 8080)) {
      tcp.leadTo(new InetSocketAddress(IpPrefix.address("fd77::2"), 80));
      assertEquals("web-1 saw fd77::1", Lab.ask(lab.host(), "::1", 8080));
      assertEquals("web-1 saw 192.0.2.9", Lab.ask(lab.outside(), "192.0.2.1", 8080));
    }
  }

  private void apply(PublishedPort... ports) {
    lab.networks.apply(Lab.PROJECT, ALL, Arrays.asList(ports));
  }

  private static PublishedPort port(Protocol protocol, String address, int number, int target) {
    return new PublishedPort(
        protocol,
        address.isEmpty() ? Optional.empty() : Optional.of(IpPrefix.address(address)),
        number,
        List.of(IpPrefix.address("10.77.0.2"), IpPrefix.address("fd77::2")),
        target);
  }

  private static String ask(DatagramSocket socket, String address, int port) throws Exception {
    socket.setSoTimeout(5000);
    InetSocketAddress there = new InetSocketAddress(IpPrefix.address(address), port);
    socket.send(new DatagramPacket(new byte[1], 1, there));
    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
    socket.receive(answer);
    assertEquals(there, answer.getSocketAddress());
    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
  }

  private static Thread answer(DatagramSocket server) {
    Thread thread =
        new Thread(
            () -> {
              try {
                DatagramPacket question = new DatagramPacket(new byte[100], 100);
                while (true) {
                  server.receive(question);
                  byte[] text =
                      ("web saw " + IpPrefix.text(question.getAddress()))
                          .getBytes(StandardCharsets.US_ASCII);
                  server.send(new DatagramPacket(text, text.length, question.getSocketAddress()));
                }
              } catch (java.io.IOException closed) {
                assertTrue(server.isClosed());
              }
            });
    thread.start();
    return thread;
  }
}
