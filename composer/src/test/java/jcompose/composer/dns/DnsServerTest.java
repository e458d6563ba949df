package jcompose.composer.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The server over real sockets, with another one of its kind for the rest of the world. */
@Timeout(300)
final class DnsServerTest {
  private static final int MANY = 10_000;
  private static final int AT_ONCE = 100;

  private final DnsServer world = new DnsServer(List::of, DnsServer.TIMEOUT);
  private final InetSocketAddress worlds = serve(world, TestZones.ASKER);
  private final DnsServer server = new DnsServer(() -> List.of(worlds), DnsServer.TIMEOUT);
  private final InetSocketAddress address = serve(server, TestZones.ASKER);

  DnsServerTest() {
    server.zone(TestZones.zone(Map.of("web", 1, "many", 200)));
    world.zone(TestZones.zone(Map.of("example.com", 1, "large.example.com", 200)));
  }

  private static InetSocketAddress serve(DnsServer server, Asker asker) {
    try {
      return TestZones.serve(server, "a", asker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
    world.close();
  }

  @Test
  void answersOverBoth() throws IOException {
    Message question = DnsClient.question("web", Type.A);
    assertEquals("NOERROR 10.0.0.201", DnsClient.words(DnsClient.udp(address, question)));
    assertEquals("NOERROR 10.0.0.201", DnsClient.words(DnsClient.tcp(address, question)));
    server.zone(Zone.EMPTY);
    assertEquals("SERVFAIL", DnsClient.words(DnsClient.udp(address, question)));
  }

  @Test
  void tellsWhatDoesNotFit() throws IOException {
    Message cut = DnsClient.udp(address, DnsClient.question("many", Type.A));
    assertTrue(cut.getHeader().getFlag(Flags.TC));
    assertTrue(cut.toWire().length <= 512);
    Message more = DnsClient.udp(address, DnsClient.question("many", Type.A, 1232));
    assertTrue(more.getHeader().getFlag(Flags.TC));
    assertTrue(more.getSection(Section.ANSWER).size() > cut.getSection(Section.ANSWER).size());
    Message all = DnsClient.udp(address, DnsClient.question("many", Type.A, 4096));
    assertFalse(all.getHeader().getFlag(Flags.TC));
    assertEquals(200, all.getSection(Section.ANSWER).size());
    Message whole = DnsClient.tcp(address, DnsClient.question("many", Type.A));
    assertEquals(200, whole.getSection(Section.ANSWER).size());
  }

  @Test
  void asksOthersForOtherNames() throws IOException {
    Message question = DnsClient.question("Example.COM", Type.A);
    Message answer = DnsClient.udp(address, question);
    assertEquals("NOERROR 10.0.0.1", DnsClient.words(answer));
    assertEquals(question.getHeader().getID(), answer.getHeader().getID());
    assertEquals("Example.COM.", answer.getQuestion().getName().toString());
    assertEquals(
        "NOERROR",
        DnsClient.words(DnsClient.udp(address, DnsClient.question("example.com", Type.AAAA))));
  }

  @Test
  void asksOverTcpForWhatIsTooLong() throws IOException {
    Message whole = DnsClient.tcp(address, DnsClient.question("large.example.com", Type.A));
    assertEquals(200, whole.getSection(Section.ANSWER).size());
    Message cut = DnsClient.udp(address, DnsClient.question("large.example.com", Type.A));
    assertTrue(cut.getHeader().getFlag(Flags.TC));
  }

  @Test
  void keepsAnswers() throws IOException {
    Message question = DnsClient.question("example.com", Type.A);
    DnsClient.udp(address, question);
    world.zone(Zone.EMPTY);
    assertEquals("NOERROR 10.0.0.1", DnsClient.words(DnsClient.udp(address, question)));
    assertEquals(
        "SERVFAIL",
        DnsClient.words(DnsClient.udp(address, DnsClient.question("new.example.com", Type.A))));
  }

  @Test
  void goesOnToTheNextServer() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      InetSocketAddress deaf = (InetSocketAddress) silent.getLocalSocketAddress();
      List<InetSocketAddress> servers = List.of(TestZones.nobody(), deaf, worlds);
      InetSocketAddress other = TestZones.serve(server, "b", TestZones.asker(servers));
      assertEquals(
          "NOERROR 10.0.0.1",
          DnsClient.words(DnsClient.udp(other, DnsClient.question("example.com", Type.A))));
    }
  }

  @Test
  void failsWhenAllServersDo() throws IOException {
    InetSocketAddress other =
        TestZones.serve(server, "b", TestZones.asker(List.of(TestZones.nobody())));
    Message question = DnsClient.question("example.com", Type.A, 1232);
    Message answer = DnsClient.udp(other, question);
    assertEquals(Rcode.SERVFAIL, answer.getRcode());
    assertEquals(question.getHeader().getID(), answer.getHeader().getID());
  }

  @Test
  void doesNotAskItself() throws IOException {
    InetSocketAddress other = TestZones.serve(server, "b", TestZones.asker(List.of(address)));
    assertEquals(
        "SERVFAIL",
        DnsClient.words(DnsClient.udp(other, DnsClient.question("example.com", Type.A))));
  }

  @Test
  void takesSeveralMessagesOfOneConnection() throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      byte[] wire = DnsClient.question("web", Type.A).toWire();
      ByteBuffer two = ByteBuffer.allocate(2 * (2 + wire.length));
      for (int i = 0; i < 2; i++) {
        two.putShort((short) wire.length).put(wire);
      }
      socket.getOutputStream().write(two.array(), 0, 5);
      socket.getOutputStream().flush();
      socket.getOutputStream().write(two.array(), 5, two.capacity() - 5);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 2; i++) {
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        assertEquals("NOERROR 10.0.0.201", DnsClient.words(new Message(answer)));
      }
    }
  }

  @Test
  void survivesRubbish() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int length : new int[] {0, 1, 11, 12, 13, 40, 600}) {
        byte[] rubbish = new byte[length];
        Arrays.fill(rubbish, (byte) 1);
        socket.send(new DatagramPacket(rubbish, length, address));
      }
      socket.setSoTimeout(10_000);
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      socket.receive(packet);
      Message error = new Message(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
      assertEquals(Rcode.FORMERR, error.getRcode());
      assertEquals(0x0101, error.getHeader().getID());
    }
    assertEquals(
        "NOERROR 10.0.0.201",
        DnsClient.words(DnsClient.udp(address, DnsClient.question("web", Type.A))));
  }

  @Test
  void stopsListening() throws IOException {
    InetSocketAddress other = TestZones.serve(server, "b", TestZones.ASKER);
    DnsClient.udp(other, DnsClient.question("web", Type.A));
    server.remove("b");
    DnsClient.udp(address, DnsClient.question("web", Type.A)); // so that it has been done
    assertEquals(other, bound(other));
    assertNotEquals(other, address);
  }

  /** A program that another test starts has a copy of every socket for a moment. */
  private static SocketAddress bound(InetSocketAddress address) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try (DatagramChannel channel = DatagramChannel.open().bind(address)) {
        return channel.getLocalAddress();
      } catch (BindException taken) {
        if (System.nanoTime() > end) {
          throw taken;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void losesNoneOfManyLocalQuestions() throws IOException {
    assertEquals(Map.of("NOERROR 10.0.0.201", MANY), many(i -> "web"));
  }

  @Test
  void losesNoneOfManyThatGoOn() throws IOException {
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      names.put("n" + i + ".example.com", 1);
    }
    world.zone(TestZones.zone(names));
    Map<String, Integer> answers = many(i -> "n" + i + ".example.com");
    assertEquals(MANY, answers.size());
    assertTrue(answers.keySet().stream().allMatch(words -> words.startsWith("NOERROR 10.0.")));
  }

  private interface NameOf {
    String name(int index);
  }

  /** Sends many questions, so many at once; how often each answer came. */
  private Map<String, Integer> many(NameOf names) throws IOException {
    Map<String, Integer> answers = new HashMap<>();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(20_000);
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      int sent = 0;
      for (int received = 0; received < MANY; received++) {
        while (sent < MANY && sent < received + AT_ONCE) {
          Message question = DnsClient.question(names.name(sent), Type.A);
          question.getHeader().setID(sent++);
          byte[] wire = question.toWire();
          socket.send(new DatagramPacket(wire, wire.length, address));
        }
        socket.receive(packet);
        Message answer = new Message(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        answers.merge(DnsClient.words(answer), 1, Integer::sum);
        packet.setLength(4096);
      }
    }
    return answers;
  }
}
