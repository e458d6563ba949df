package jcompose.composer.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Asks a server over real sockets, and says its answers in words. */
final class DnsClient {
  private static final int PATIENCE = 10_000;

  private DnsClient() {}

  static Message question(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
  }

  static Message question(String name, int type, int payload) throws IOException {
    Message question = question(name, type);
    question.addRecord(new OPTRecord(payload, 0, 0), Section.ADDITIONAL);
    return question;
  }

  static Message udp(InetSocketAddress server, Message question) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE);
      byte[] wire = question.toWire();
      socket.send(new DatagramPacket(wire, wire.length, server));
      DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(packet);
      return new Message(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
    }
  }

  static Message tcp(InetSocketAddress server, Message question) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE);
      socket.connect(server, PATIENCE);
      byte[] wire = question.toWire();
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(2 + wire.length).putShort((short) wire.length).put(wire).array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return new Message(answer);
    }
  }

  /** As {@code NOERROR 10.0.0.1 10.0.0.2}. */
  static String words(Message answer) {
    List<Record> records = answer.getSection(Section.ANSWER);
    return Rcode.string(answer.getRcode())
        + records.stream()
            .map(
                record ->
                    record.getType() == Type.A
                            || record.getType() == Type.AAAA
                            || record.getType() == Type.PTR
                        ? " " + record.rdataToString()
                        : " " + Type.string(record.getType()))
            .collect(Collectors.joining());
  }
}
