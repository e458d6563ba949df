package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.Networks;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How the services of one project reach each other, and what else they reach. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceNetworksIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_grace_period: 0s
        command: [sleep, '1000']
      services:
        web:
          <<: *service
          command: [sh, -c, 'mkdir /www; echo hello > /www/index.html; exec httpd -f -p 80 -h /www']
          extra_hosts: ['seven=192.0.2.7', 'outside=host-gateway']
          networks:
            front: {aliases: [www], ipv4_address: 10.77.1.9, mac_address: '02:00:00:00:00:09'}
            back:
        db:
          <<: *service
          hostname: database
          networks: [back]
        client:
          <<: *service
          links: ['web:linked']
          networks: [front, six]
        six:
          <<: *service
          command: [sh, -c, 'mkdir /www; echo six > /www/index.html; exec httpd -f -p 80 -h /www']
          networks: [six]
        own-port-53:
          <<: *service
          command: [nc, -ll, -p, '53', -e, /bin/echo, mine]
          networks: [front]
        beside:
          <<: *service
          network_mode: service:web
          hostname: beside
        alone:
          <<: *service
          network_mode: none
        host:
          <<: *service
          network_mode: host
      networks:
        front: {ipam: {config: [{subnet: 10.77.1.0/24}]}}
        back: {internal: true}
        six: {enable_ipv6: true, driver_opts: {mtu: 1400}}
      """;

  private Jcompose jcompose;

  @BeforeAll
  void up(Sandbox sandbox) {
    jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
  }

  @AfterAll
  void down() {
    jcompose.ok("down");
  }

  @Test
  void aServiceIsFoundByAllOfItsNames() {
    for (String name :
        List.of("web", "WEB", "shop-web-1", "www", "linked", "web.shop_front", "10.77.1.9")) {
      assertEquals("hello\n", jcompose.inside("client", "wget", "-qO-", "http://" + name + "/"));
    }
    assertTrue(jcompose.inside("web", "nslookup", "database").contains("Name:\tdatabase"));
    assertTrue(
        jcompose.inside("client", "nslookup", "10.77.1.9").contains("shop-web-1.shop_front"));
  }

  @Test
  void aLinkIsANameForItsServiceAlone() {
    Result result = jcompose.exec("six", "nslookup", "linked");
    assertNotEquals(0, result.exit(), result.out());
  }

  @Test
  void whoSharesNoNetworkIsNeitherFoundNorReached() {
    assertNotEquals(0, jcompose.exec("client", "nslookup", "db").exit());
    String address = addressOf("db", "eth0");
    assertNotEquals(0, jcompose.exec("client", "ping", "-c", "1", "-W", "1", address).exit());
    assertEquals(0, jcompose.exec("web", "ping", "-c", "1", "-W", "2", "db").exit());
  }

  @Test
  void anInternalNetworkLeadsNowhereElse() throws IOException {
    assertFalse(jcompose.inside("db", "ip", "route").contains("default"));
    try (ServerSocket server = new ServerSocket(0)) {
      Thread closing = new Thread(() -> closeEach(server));
      closing.setDaemon(true);
      closing.start();
      String port = Integer.toString(server.getLocalPort());
      String bridge = addressOf("db", "eth0").replaceAll("\\.[0-9]+\\.[0-9]+$", "");
      String gateway =
          jcompose.inside("db", "ip", "route").replaceFirst("(?s)^([0-9.]+)\\.0/.*", "$1") + ".1";
      assertTrue(gateway.startsWith(bridge), gateway);
      assertEquals(0, jcompose.exec("client", "nc", "-w", "5", "10.77.1.1", port).exit());
      assertNotEquals(0, jcompose.exec("db", "nc", "-w", "1", gateway, port).exit());
    }
  }

  private static void closeEach(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        server.accept().close();
      }
    } catch (IOException closed) {
      return; // the test is over
    }
  }

  @Test
  void whatTheFileFixesIsSo() {
    String link = jcompose.inside("web", "ip", "-o", "addr", "show", "eth0");
    assertTrue(link.contains("10.77.1.9/24") || addressOf("web", "eth1").equals("10.77.1.9"), link);
    assertTrue(jcompose.inside("web", "ip", "link").contains("02:00:00:00:00:09"));
    assertTrue(jcompose.inside("six", "ip", "link", "show", "eth0").contains("mtu 1400"));
  }

  @Test
  void servicesSpeakIpv6WhereTheNetworkDoes() {
    String found = jcompose.inside("client", "nslookup", "six");
    String address =
        found
            .lines()
            .filter(line -> line.contains("Address") && line.contains(" fd"))
            .map(line -> line.substring(line.indexOf(" fd") + 1).strip())
            .findFirst()
            .orElseThrow(() -> new AssertionError(found));
    assertEquals("six\n", jcompose.inside("client", "wget", "-qO-", "http://[" + address + "]/"));
    assertEquals(0, jcompose.exec("client", "ping6", "-c", "1", "-W", "2", address).exit());
  }

  @Test
  void linksHaveIpv6WhereTheNetworkDoesAndThoseThatTheContainerMakes() {
    for (String service : List.of("web", "client")) {
      String links = jcompose.inside(service, "ip", "-6", "-o", "addr", "show", "scope", "link");
      assertEquals(service.equals("client"), links.contains("fe80::"), links);
      String fresh = "/proc/sys/net/ipv6/conf/default/disable_ipv6";
      assertEquals("0\n", jcompose.inside(service, "cat", fresh), service);
    }
  }

  @Test
  void filesInEtcNameTheGatewayAndTheContainerItself() {
    String hosts = jcompose.inside("web", "cat", "/etc/hosts");
    assertTrue(hosts.contains("192.0.2.7\tseven\n"), hosts);
    assertTrue(hosts.contains("10.77.1.1\toutside\n"), hosts);
    assertTrue(hosts.contains("10.77.1.9\t" + jcompose.inside("web", "hostname")), hosts);
    assertTrue(
        jcompose.inside("web", "cat", "/etc/resolv.conf").startsWith("nameserver 127.0.0.11\n"));
  }

  @Test
  void aSharedNetworkIsWhollyTheOthers() {
    assertEquals(jcompose.inside("web", "ip", "addr"), jcompose.inside("beside", "ip", "addr"));
    assertEquals("hello\n", jcompose.inside("beside", "wget", "-qO-", "http://127.0.0.1/"));
    assertTrue(jcompose.inside("beside", "nslookup", "db").contains("Name:\tdb"));
    assertTrue(jcompose.inside("beside", "cat", "/etc/hosts").contains("\tseven\n"));
  }

  @Test
  void withoutANetworkThereIsTheLoopbackAlone() {
    assertEquals("lo\n", jcompose.inside("alone", "ls", "/sys/class/net"));
    assertTrue(jcompose.inside("alone", "ip", "addr").contains("127.0.0.1"));
  }

  @Test
  void theHostsNetworkIsTheHosts() {
    assertTrue(jcompose.inside("host", "ls", "/sys/class/net").contains("jcb"));
  }

  @Test
  void port53IsTheContainersOwn() throws IOException {
    try (Networks networks = Networks.open(jcompose.sandbox().directories());
        DatagramChannel udp =
            networks.inside(
                "shop",
                "own-port-53-1",
                () ->
                    DatagramChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress("0.0.0.0", 53)))) {
      String own = addressOf("own-port-53", "eth0");
      assertEquals(
          "mine\n", jcompose.inside("client", "sh", "-c", "nc -w 5 " + own + " 53 </dev/null"));
      String found = jcompose.inside("own-port-53", "nslookup", "client");
      assertTrue(found.contains("Name:\tclient") && found.contains("127.0.0.11:53"), found);
      udp.configureBlocking(false);
      assertNull(udp.receive(ByteBuffer.allocate(512)), "what was asked came to the container");
    }
  }

  private String addressOf(String service, String link) {
    String text = jcompose.inside(service, "ip", "-o", "-4", "addr", "show", link);
    return text.replaceFirst("(?s).*inet ([0-9.]+)/.*", "$1");
  }
}
