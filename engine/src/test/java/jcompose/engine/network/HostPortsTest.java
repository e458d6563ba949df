package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jcompose.engine.EngineException;
import jcompose.engine.ReservedPort;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.PublishedPort.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostPortsTest {
  private static final Optional<InetAddress> LOOPBACK =
      Optional.of(InetAddress.getLoopbackAddress());

  private Host host;
  private HostPorts ports;

  @BeforeEach
  void open() {
    host = Host.own();
    ports = new HostPorts(host);
  }

  @AfterEach
  void close() {
    ports.close();
    host.close();
  }

  @Test
  void manyConnectionsPassWithAllTheirBytes() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, LOOPBACK.get());
        ReservedPort port = ports.reserve(Protocol.TCP, LOOPBACK, 0)) {
      Thread echo = new Thread(() -> echo(server));
      echo.start();
      port.leadTo(new InetSocketAddress(LOOPBACK.get(), server.getLocalPort()));
      List<CompletableFuture<byte[]>> answers = new ArrayList<>();
      List<byte[]> questions = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] question = new byte[1 << 20];
        new Random(i).nextBytes(question);
        questions.add(question);
        answers.add(CompletableFuture.supplyAsync(() -> exchange(port.port(), question)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertArrayEquals(questions.get(i), answers.get(i).get(20, TimeUnit.SECONDS));
      }
    }
  }

  /** Sends everything, ends its side, and only then has to have read all. */
  private static byte[] exchange(int port, byte[] question) {
    try (Socket socket = new Socket(LOOPBACK.get(), port)) {
      Thread sender =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(question);
                  socket.shutdownOutput();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      sender.start();
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void echo(ServerSocket server) {
    try {
      while (true) {
        Socket caller = server.accept();
        new Thread(
                () -> {
                  try (caller) {
                    caller.getInputStream().transferTo(caller.getOutputStream());
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                })
            .start();
      }
    } catch (IOException closed) {
      assertTrue(server.isClosed());
    }
  }

  @Test
  void aTargetThatRefusesEndsTheCallersConnection() throws Exception {
    int free;
    try (ServerSocket unused = new ServerSocket(0, 1, LOOPBACK.get())) {
      free = unused.getLocalPort();
    }
    try (ReservedPort port = ports.reserve(Protocol.TCP, LOOPBACK, 0)) {
      port.leadTo(new InetSocketAddress(LOOPBACK.get(), free));
      try (Socket socket = new Socket(LOOPBACK.get(), port.port())) {
        IOException reset =
            assertThrows(
                IOException.class,
                () -> {
                  if (socket.getInputStream().read() < 0) {
                    throw new IOException("ended");
                  }
                });
        assertTrue(reset.toString().matches(".*(ended|Connection reset).*"), reset.toString());
      }
    }
  }

  @Test
  void datagramsPassBothWaysEachSenderByItself() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, LOOPBACK.get());
        ReservedPort port = ports.reserve(Protocol.UDP, LOOPBACK, 0)) {
      port.leadTo(new InetSocketAddress(LOOPBACK.get(), server.getLocalPort()));
      Thread echo = new Thread(() -> echo(server));
      echo.start();
      try (DatagramSocket one = new DatagramSocket(0, LOOPBACK.get());
          DatagramSocket other = new DatagramSocket(0, LOOPBACK.get())) {
        for (int i = 0; i < 50; i++) {
          assertEquals("one " + i, ask(one, port.port(), "one " + i));
          assertEquals("other " + i, ask(other, port.port(), "other " + i));
        }
      }
    }
  }

  private static String ask(DatagramSocket socket, int port, String question) throws IOException {
    socket.setSoTimeout(10_000);
    byte[] bytes = question.getBytes(StandardCharsets.US_ASCII);
    socket.send(new DatagramPacket(bytes, bytes.length, LOOPBACK.get(), port));
    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
    socket.receive(answer);
    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
  }

  private static void echo(DatagramSocket server) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      while (true) {
        server.receive(packet);
        server.send(packet);
      }
    } catch (IOException closed) {
      assertTrue(server.isClosed());
    }
  }

  @Test
  void aPortThatIsTakenNamesWhoHasIt() throws Exception {
    String self = " is taken by java (process " + ProcessHandle.current().pid() + "); stop it, or";
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK.get());
        DatagramSocket datagrams = new DatagramSocket(0, LOOPBACK.get())) {
      String tcp = failure(Protocol.TCP, LOOPBACK, server.getLocalPort());
      assertTrue(tcp.startsWith("port " + server.getLocalPort() + "/tcp on 127.0.0.1" + self), tcp);
      String all = failure(Protocol.TCP, Optional.empty(), server.getLocalPort());
      assertTrue(all.startsWith("port " + server.getLocalPort() + "/tcp" + self), all);
      String udp = failure(Protocol.UDP, LOOPBACK, datagrams.getLocalPort());
      assertTrue(udp.contains("/udp on 127.0.0.1" + self), udp);
    }
    InetAddress strange = IpPrefix.address("203.0.113.77");
    assertEquals(
        "port 8080/tcp on 203.0.113.77: the host has no such address; choose one that 'ip"
            + " address' shows",
        failure(Protocol.TCP, Optional.of(strange), 8080));
  }

  @Test
  void whatIsReservedIsTakenUntilItIsGivenBack() {
    ReservedPort port = ports.reserve(Protocol.TCP, Optional.empty(), 0);
    failure(Protocol.TCP, LOOPBACK, port.port());
    port.leadTo(new InetSocketAddress(LOOPBACK.get(), 1));
    port.close();
    ports.reserve(Protocol.TCP, LOOPBACK, port.port()).close();
  }

  private String failure(Protocol protocol, Optional<InetAddress> address, int port) {
    return assertThrows(EngineException.class, () -> ports.reserve(protocol, address, port))
        .getMessage();
  }
}
