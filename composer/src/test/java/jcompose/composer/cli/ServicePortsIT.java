package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.Networks;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Ports of services that the host answers on, led by the kernel's rules and by this program. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ServicePortsIT {
  private static final String STACK =
      """
      services:
        web:
          rootfs: ../rootfs
          stop_grace_period: 0s
          command: [sh, -c, 'mkdir /www; echo hello > /www/index.html; exec httpd -f -p 80 -h /www']
          ports: ['127.0.0.1::80', '80', '53/udp']
        client:
          rootfs: ../rootfs
          stop_grace_period: 0s
          command: [sleep, '1000']
      """;

  private static final Map<String, String> WITHOUT_RULES = Map.of("JCOMPOSE_NFT", "none");

  @Test
  @RequiresCommand("nft")
  void byRules(Sandbox sandbox) throws IOException {
    reached(sandbox, Map.of());
    List<String> left =
        HostCommand.run("nft", "list", "tables")
            .checked()
            .lines()
            .filter(line -> line.contains(table(sandbox)))
            .toList();
    assertEquals(List.of(), left);
  }

  private static String table(Sandbox sandbox) {
    return sandbox.directories().cgroupParent().replace('-', '_') + "_";
  }

  @Test
  void byThisProgramWhereThereAreNoRules(Sandbox sandbox) throws IOException {
    reached(sandbox, WITHOUT_RULES);
  }

  private static void reached(Sandbox sandbox, Map<String, String> more) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK).withVariables(more);
    jcompose.ok("up", "-d");
    try {
      List<String> tcp = jcompose.ok("port", "web", "80").lines().toList();
      assertEquals(2, tcp.size(), tcp::toString);
      int open = port(tcp.get(0), "0.0.0.0:");
      int local = port(tcp.get(1), "127.0.0.1:");
      int udp = port(jcompose.ok("port", "--protocol", "udp", "web", "53").strip(), "0.0.0.0:");
      assertEquals("hello", get("127.0.0.1", local));
      assertEquals("hello", get("127.0.0.1", open));
      assertEquals("hello", get("::1", open));
      assertEquals("echo", echo(sandbox, udp));
      String gateway = jcompose.ok("exec", "-T", "client", "ip", "route").split("\\s+", -1)[2];
      assertEquals("hello", get(gateway, open));
      String page = "http://" + gateway + ":" + open + "/";
      assertEquals("hello\n", jcompose.ok("exec", "-T", "client", "wget", "-qO-", page));
      assertEquals("hello\n", jcompose.ok("exec", "-T", "web", "wget", "-qO-", page));
      String shown = jcompose.ok("ps");
      assertTrue(shown.contains("0.0.0.0:" + open + "->80/tcp"), shown);
      again(jcompose, tcp, open);
      Result none = jcompose.run("port", "web", "81");
      assertEquals(1, none.exit());
      assertTrue(none.err().contains("service 'web' publishes no port 81/tcp, only "), none.err());
    } finally {
      jcompose.ok("down");
    }
    new ServerSocket(0).close();
  }

  @Test
  void answerOnTheAddressesThatAreNamedAndOnNoOther(Sandbox sandbox) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    for (Map<String, String> rules : List.of(Map.<String, String>of(), WITHOUT_RULES)) {
      Jcompose jcompose = Jcompose.in(sandbox).withBusybox().withVariables(rules);
      expect(jcompose, port, "'0.0.0.0:PORT:80'", true, false);
      expect(jcompose, port, "'[::]:PORT:80'", false, true);
      expect(jcompose, port, "'PORT:80'", true, true);
      expect(jcompose, port, "'127.0.0.1:PORT:80'", true, false);
      expect(jcompose, port, "'[::]:PORT:80', '0.0.0.0:PORT:80'", true, true);
      jcompose.ok("down");
    }
  }

  /** Brings up the same service with other ports. */
  private static void expect(Jcompose jcompose, int port, String ports, boolean v4, boolean v6)
      throws IOException {
    String all = ports.replace("PORT", Integer.toString(port));
    jcompose.file("compose.yaml", STACK.replace("'127.0.0.1::80', '80', '53/udp'", all));
    jcompose.ok("up", "-d");
    for (String address : List.of("127.0.0.1", "::1")) {
      boolean wanted = address.equals("::1") ? v6 : v4;
      if (wanted) {
        assertEquals("hello", get(address, port), all);
      } else {
        assertFalse(answers(address, port), all + " on " + address);
      }
    }
  }

  private static boolean answers(String address, int port) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (java.net.SocketException refused) {
      return false;
    }
  }

  /** After a new container, and after another supervisor, all is as it was. */
  private static void again(Jcompose jcompose, List<String> before, int open) throws IOException {
    jcompose.ok("up", "-d", "--force-recreate", "--no-deps", "web");
    assertEquals(before, jcompose.ok("port", "web", "80").lines().toList());
    assertEquals("hello", get("127.0.0.1", open));
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
    jcompose.ok("ps");
    assertEquals("hello", get("127.0.0.1", open));
    assertEquals("hello", get("::1", open));
  }

  @Test
  void aTakenPortNamesItsHolderBeforeAnythingStarts(Sandbox sandbox) throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = holder.getLocalPort();
      Jcompose jcompose = Jcompose.in(sandbox).box("ports: ['127.0.0.1:" + taken + ":80']");
      Result result = jcompose.run("up", "-d");
      assertEquals(1, result.exit());
      String message =
          "compose.yaml:6:13: services.box.ports: port "
              + taken
              + "/tcp on 127.0.0.1 is taken by java (process "
              + ProcessHandle.current().pid()
              + "); stop it, or publish another port";
      assertTrue(result.err().contains(message), result.err());
      assertEquals("", jcompose.ok("ps", "-aq"));
      jcompose.ok("down");
    }
  }

  @Test
  void aRangeGivesTheFirstThatIsFree(Sandbox sandbox) throws IOException {
    try (ServerSocket holder = new ServerSocket(0)) {
      int taken = holder.getLocalPort();
      String range = taken + "-" + (taken + 20);
      Jcompose jcompose = Jcompose.in(sandbox).box("ports: ['" + range + ":80']");
      jcompose.ok("up", "-d");
      int found = port(jcompose.ok("port", "box", "80").strip(), "0.0.0.0:");
      assertTrue(found > taken && found <= taken + 20, range + ": " + found);
      jcompose.ok("down");
    }
  }

  @Test
  void aPortIsFreeWhenItsContainerHasEnded(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("compose.yaml", STACK.replace("'80', '53/udp'", "'127.0.0.1::81'"));
    jcompose.ok("up", "-d");
    int port = port(jcompose.ok("port", "web", "80").strip(), "127.0.0.1:");
    HostCommand.run("kill", "-KILL", Long.toString(jcompose.pid("web"))).checked();
    jcompose.awaitEnd("web");
    assertNotEquals(0, jcompose.run("port", "web", "80").exit());
    awaitFree(port);
    jcompose.ok("up", "-d");
    assertEquals("127.0.0.1:" + port, jcompose.ok("port", "web", "80").strip());
    assertEquals("hello", get("127.0.0.1", port));
    jcompose.ok("down");
  }

  /** The supervisor gives it back a moment after the end is known. */
  private static void awaitFree(int port) throws IOException {
    for (int tries = 1; ; tries++) {
      try (ServerSocket taken = new ServerSocket()) {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (java.net.BindException held) {
        if (tries == 1000) {
          throw held;
        }
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
    }
  }

  @Test
  void whatIsNoPortIsAMistakeOfUsage(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box();
    assertEquals(2, jcompose.run("port", "box").exit());
    assertEquals(2, jcompose.run("port", "box", "http").exit());
    assertEquals(2, jcompose.run("port", "--protocol", "sctp", "box", "80").exit());
    assertEquals(1, jcompose.run("port", "box", "80").exit());
  }

  private static int port(String text, String address) {
    assertTrue(text.startsWith(address), text);
    return Integer.parseInt(text.substring(address.length()));
  }

  /** The page of a server, which may just be starting. */
  private static String get(String address, int port) throws IOException {
    for (int tries = 1; ; tries++) {
      try (Socket socket = new Socket(address, port)) {
        socket.setSoTimeout(5000);
        socket
            .getOutputStream()
            .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (!answer.isEmpty()) {
          return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
        }
      } catch (java.net.SocketException starting) {
        if (tries == 500) {
          throw starting;
        }
      }
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
      if (tries == 500) {
        throw new AssertionError("no answer from " + address + ":" + port);
      }
    }
  }

  /** What a server in the container's network sends back, which busybox has none for. */
  private static String echo(Sandbox sandbox, int port) throws IOException {
    byte[] sent = "echo".getBytes(StandardCharsets.US_ASCII);
    try (Networks networks = Networks.open(sandbox.directories());
        DatagramChannel server = networks.inside("shop", "web-1", ServicePortsIT::server);
        DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(5000);
      client.send(new DatagramPacket(sent, sent.length, InetAddress.getLoopbackAddress(), port));
      ByteBuffer buffer = ByteBuffer.allocate(100);
      SocketAddress from = server.receive(buffer);
      server.send(buffer.flip(), from);
      DatagramPacket received = new DatagramPacket(new byte[100], 100);
      client.receive(received);
      return new String(received.getData(), 0, received.getLength(), StandardCharsets.US_ASCII);
    }
  }

  private static DatagramChannel server() throws IOException {
    return DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(53));
  }
}
