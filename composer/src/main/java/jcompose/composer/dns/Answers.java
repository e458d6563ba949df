package jcompose.composer.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jcompose.composer.model.IpAddress;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What a zone answers to messages; pure. */
final class Answers {
  /** Seconds: addresses outlive restarts, but containers come and go. */
  private static final long TTL = 10;

  /** What passes every network in one piece (DNS flag day 2020). */
  static final int PAYLOAD = 1232;

  private static final Name REVERSE_IPV4 = Name.fromConstantString("in-addr.arpa.");
  private static final Name REVERSE_IPV6 = Name.fromConstantString("ip6.arpa.");

  private final Zone zone;
  private final Asker asker;
  private final int turn;

  /**
   * @param turn rotates the addresses of a name
   */
  Answers(Zone zone, Asker asker, int turn) {
    this.zone = zone;
    this.asker = asker;
    this.turn = turn;
  }

  /** The answer; empty for a question of which others may know more. */
  Optional<Message> to(Message query) {
    Record question = query.getQuestion();
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      return Optional.of(reply(query, Rcode.NOTIMP));
    }
    if (question == null || query.getHeader().getCount(Section.QUESTION) != 1) {
      return Optional.of(reply(query, Rcode.FORMERR));
    }
    OPTRecord options = query.getOPT();
    if (options != null && options.getVersion() > 0) {
      return Optional.of(badVersion(query));
    }
    if (question.getDClass() == DClass.IN) {
      Name name = question.getName();
      Optional<Message> local =
          name.subdomain(REVERSE_IPV4) || name.subdomain(REVERSE_IPV6)
              ? reverse(query, name)
              : forward(query, name);
      if (local.isPresent()) {
        return local;
      }
    }
    return asker.forwards() ? Optional.empty() : Optional.of(reply(query, Rcode.NXDOMAIN));
  }

  private Optional<Message> forward(Message query, Name name) {
    String text = name.toString(true).toLowerCase(Locale.ROOT);
    Optional<List<IpAddress>> found = zone.addresses(text, asker);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get().isEmpty()) {
      return Optional.of(authoritative(query, Rcode.NXDOMAIN)); // of a network of others
    }
    Message answer = authoritative(query, Rcode.NOERROR);
    int type = query.getQuestion().getType();
    List<Record> records = new ArrayList<>();
    for (IpAddress address : found.get()) {
      if (type == Type.ANY || type == (address.six() ? Type.AAAA : Type.A)) {
        records.add(record(name, address));
      }
    }
    if (!records.isEmpty()) {
      Collections.rotate(records, -Math.floorMod(turn, records.size()));
    }
    records.forEach(record -> answer.addRecord(record, Section.ANSWER));
    return Optional.of(answer);
  }

  private Optional<Message> reverse(Message query, Name name) {
    IpAddress address;
    try {
      InetAddress inet = ReverseMap.fromName(name);
      address = IpAddress.of(inet.getAddress());
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
    if (!zone.holds(address)) {
      return Optional.empty();
    }
    Optional<String> owner = zone.name(address, asker);
    if (owner.isEmpty()) {
      return Optional.of(authoritative(query, Rcode.NXDOMAIN));
    }
    Message answer = authoritative(query, Rcode.NOERROR);
    int type = query.getQuestion().getType();
    if (type == Type.PTR || type == Type.ANY) {
      try {
        Name target = Name.fromString(owner.get(), Name.root);
        answer.addRecord(new PTRRecord(name, DClass.IN, TTL, target), Section.ANSWER);
      } catch (TextParseException e) {
        throw new IllegalStateException(owner.get() + " has passed the loader's check", e);
      }
    }
    return Optional.of(answer);
  }

  private static Record record(Name name, IpAddress address) {
    try {
      InetAddress inet = InetAddress.getByAddress(address.bytes());
      return address.six()
          ? new AAAARecord(name, DClass.IN, TTL, inet)
          : new ARecord(name, DClass.IN, TTL, inet);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address + " has 4 or 16 bytes", e);
    }
  }

  private static Message authoritative(Message query, int code) {
    Message reply = reply(query, code);
    reply.getHeader().setFlag(Flags.AA);
    return reply;
  }

  /** A reply without records. */
  static Message reply(Message query, int code) {
    Header header = new Header(query.getHeader().getID());
    header.setFlag(Flags.QR);
    header.setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    header.setOpcode(query.getHeader().getOpcode());
    header.setRcode(code);
    Message reply = new Message();
    reply.setHeader(header);
    if (query.getQuestion() != null) {
      reply.addRecord(query.getQuestion(), Section.QUESTION);
    }
    if (query.getOPT() != null) {
      reply.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
    }
    return reply;
  }

  private static Message badVersion(Message query) {
    Message reply = reply(query, Rcode.NOERROR);
    reply.removeAllRecords(Section.ADDITIONAL);
    // the upper bits of the code are in the record
    reply.addRecord(new OPTRecord(PAYLOAD, Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
    return reply;
  }

  /** How many bytes of UDP who asks takes. */
  static int limit(Message query) {
    OPTRecord options = query.getOPT();
    return options == null ? 512 : Math.min(Math.max(512, options.getPayloadSize()), 4096);
  }
}
