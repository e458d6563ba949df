package jcompose.composer.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers messages: from the zone at once, from other servers when they have answered. */
final class Resolving {
  private static final int HEADER = 12;
  private static final int LARGEST = 65_535;

  private final Forwarder forwarder;
  private final Supplier<List<InetSocketAddress>> host;
  private volatile Zone zone = Zone.EMPTY;
  private volatile Supplier<Map<String, Zone.Names>> others = Map::of;
  private Joined joined = new Joined(Zone.EMPTY, Map.of(), Zone.EMPTY);
  private int turn;

  /**
   * @param host the host's servers
   */
  Resolving(Forwarder forwarder, Supplier<List<InetSocketAddress>> host) {
    this.forwarder = forwarder;
    this.host = host;
  }

  void zone(Zone other) {
    zone = other;
  }

  /** Asks this for every question: what other projects have in the same networks. */
  void others(Supplier<Map<String, Zone.Names>> supplier) {
    others = supplier;
  }

  /** A zone with others' names, and what it was made of. */
  private record Joined(Zone own, Map<String, Zone.Names> others, Zone all) {}

  private Zone all() {
    Zone own = zone;
    Map<String, Zone.Names> theirs = others.get();
    if (theirs.isEmpty()) {
      return own;
    }
    if (!joined.own().equals(own) || !joined.others().equals(theirs)) {
      joined = new Joined(own, theirs, own.and(theirs));
    }
    return joined.all();
  }

  /** Loads what a first question would have to wait for. */
  void warmUp() {
    Asker nobody = new Asker(List.of(), Map.of(), List.of(), false);
    query(
        Question.SAMPLE.clone(),
        nobody,
        new Sender() {
          @Override
          public void send(byte[] message) {}

          @Override
          public boolean isStream() {
            return false;
          }
        });
  }

  /** Never throws: what cannot be answered gets an error, or nothing. */
  void query(byte[] wire, Asker asker, Sender sender) {
    try {
      answer(wire, asker, sender);
    } catch (RuntimeException e) { // of a name that no library expects; the server goes on
      malformed(wire).ifPresent(sender::send);
    }
  }

  private void answer(byte[] wire, Asker asker, Sender sender) {
    Optional<Message> read = read(wire);
    if (read.isEmpty()) {
      malformed(wire).ifPresent(sender::send);
      return;
    }
    Message query = read.get();
    if (query.getHeader().getFlag(Flags.QR)) {
      return; // an answer that nobody asked for; to answer it would go on for ever
    }
    Optional<Message> local = new Answers(all(), asker, turn++).to(query);
    if (local.isPresent()) {
      send(local.get(), query, sender);
      return;
    }
    List<InetSocketAddress> servers = asker.servers().isEmpty() ? host.get() : asker.servers();
    forwarder.ask(
        query,
        servers,
        answer ->
            send(
                answer
                    .flatMap(Resolving::read)
                    .map(message -> addressed(message, query))
                    .orElseGet(() -> Answers.reply(query, Rcode.SERVFAIL)),
                query,
                sender));
  }

  private static void send(Message answer, Message query, Sender sender) {
    sender.send(Truncation.wire(answer, sender.isStream() ? LARGEST : Answers.limit(query)));
  }

  /** The answer of another server as one to the query: its number, its question, its options. */
  private static Message addressed(Message answer, Message query) {
    Message reply = Answers.reply(query, answer.getHeader().getRcode());
    for (int flag : new int[] {Flags.AD, Flags.AA}) {
      if (answer.getHeader().getFlag(flag)) {
        reply.getHeader().setFlag(flag);
      }
    }
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
      answer.getSection(section).stream()
          .filter(record -> record.getType() != Type.OPT)
          .forEach(record -> reply.addRecord(record, section));
    }
    return reply;
  }

  private static Optional<Message> read(byte[] wire) {
    try {
      return Optional.of(new Message(wire));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // whatever is wrong with it, the answer is the same
    }
  }

  private static Optional<byte[]> malformed(byte[] wire) {
    boolean answerable = wire.length >= HEADER && (wire[2] & 0x80) == 0;
    if (!answerable) {
      return Optional.empty();
    }
    Message reply = new Message(((wire[0] & 0xff) << 8) | (wire[1] & 0xff));
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setRcode(Rcode.FORMERR);
    return Optional.of(reply.toWire());
  }
}
