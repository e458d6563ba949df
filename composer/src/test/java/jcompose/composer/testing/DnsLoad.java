package jcompose.composer.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * Asks a DNS server many questions, so many at once as a busy client would, none of them twice.
 *
 * @param names what is asked for, one after another: addresses of IPv4
 * @param questions how many, at most 65536
 * @param atOnce how many wait for their answers at a time
 */
public record DnsLoad(List<String> names, int questions, int atOnce) {
  private static final int LARGEST = 4096;
  private static final int HEADER = 12;

  /** How many were answered with an address over UDP, on a connected socket. */
  public int udp(DatagramChannel server) throws IOException {
    server.socket().setSoTimeout(10_000);
    BitSet answered = new BitSet();
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    java.net.DatagramPacket packet = new java.net.DatagramPacket(buffer.array(), LARGEST);
    for (int sent = 0; answered.cardinality() < questions; ) {
      for (; sent < questions && sent - answered.cardinality() < atOnce; sent++) {
        server.write(question(sent));
      }
      try {
        server.socket().receive(packet);
      } catch (java.net.SocketTimeoutException lost) {
        break;
      }
      note(answered, ByteBuffer.wrap(buffer.array(), 0, packet.getLength()));
    }
    return answered.cardinality();
  }

  /** The same over TCP, on one connection. */
  public int tcp(SocketChannel server) throws IOException {
    BitSet answered = new BitSet();
    ByteBuffer length = ByteBuffer.allocate(2);
    for (int sent = 0; answered.cardinality() < questions; ) {
      for (; sent < questions && sent - answered.cardinality() < atOnce; sent++) {
        ByteBuffer question = question(sent);
        ByteBuffer framed = ByteBuffer.allocate(2 + question.remaining());
        framed.putShort((short) question.remaining()).put(question).flip();
        while (framed.hasRemaining()) {
          server.write(framed);
        }
      }
      if (!fill(server, length.clear())) {
        break;
      }
      ByteBuffer message = ByteBuffer.allocate(length.getShort(0) & 0xffff);
      if (!fill(server, message)) {
        break;
      }
      note(answered, message.flip());
    }
    return answered.cardinality();
  }

  private static boolean fill(SocketChannel server, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (server.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  /** An answer counts that is no error and has at least one record. */
  private static void note(BitSet answered, ByteBuffer message) {
    int id = message.getShort(0) & 0xffff;
    int code = message.get(3) & 0xf;
    int records = message.getShort(6) & 0xffff;
    if (message.limit() > HEADER && code == 0 && records > 0) {
      answered.set(id);
    }
  }

  private ByteBuffer question(int id) {
    ByteBuffer message = ByteBuffer.allocate(512);
    message.putShort((short) id).putShort((short) 0x0100); // recursion desired
    message.putShort((short) 1).putShort((short) 0).putInt(0);
    for (String label : names.get(id % names.size()).split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      message.put((byte) bytes.length).put(bytes);
    }
    message.put((byte) 0).putShort((short) 1).putShort((short) 1); // A, IN
    return message.flip();
  }
}
