package jcompose.composer.dns;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * What is asked of other servers: the same question has the same answer.
 *
 * @param name in lower case
 * @param type for example {@code Type.A}
 * @param dclass for example {@code DClass.IN}
 * @param signatures whether signatures are wanted
 * @param unchecked whether they are not to be checked
 * @param servers who is asked, in order
 */
record Question(
    String name,
    int type,
    int dclass,
    boolean signatures,
    boolean unchecked,
    List<InetSocketAddress> servers) {
  /** A whole message that asks for an address of {@code a}. */
  static final byte[] SAMPLE = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 0, 0, 1, 0, 1};

  /** Copies the list. */
  Question {
    servers = List.copyOf(servers);
  }

  static Question of(Message query, List<InetSocketAddress> servers) {
    Record question = query.getQuestion();
    OPTRecord options = query.getOPT();
    return new Question(
        question.getName().toString().toLowerCase(Locale.ROOT),
        question.getType(),
        question.getDClass(),
        options != null && (options.getFlags() & ExtendedFlags.DO) != 0,
        query.getHeader().getFlag(Flags.CD),
        servers);
  }

  /** The message for another server. */
  static byte[] wire(Message query, Question question, int id) {
    Message asked = new Message(id);
    asked.getHeader().setFlag(Flags.RD);
    if (question.unchecked()) {
      asked.getHeader().setFlag(Flags.CD);
    }
    asked.addRecord(query.getQuestion(), Section.QUESTION);
    int flags = question.signatures() ? ExtendedFlags.DO : 0;
    asked.addRecord(new OPTRecord(Answers.PAYLOAD, 0, 0, flags), Section.ADDITIONAL);
    return asked.toWire();
  }

  /** Whether a message is an answer to the question. */
  boolean isAnsweredBy(Message message) {
    Record question = message.getQuestion();
    return message.getHeader().getFlag(Flags.QR)
        && question != null
        && question.getType() == type
        && question.getDClass() == dclass
        && question.getName().toString().toLowerCase(Locale.ROOT).equals(name);
  }
}
