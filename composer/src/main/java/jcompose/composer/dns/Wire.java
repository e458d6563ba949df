package jcompose.composer.dns;

import java.nio.ByteBuffer;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** How long messages may be kept, and what they are after that time. */
final class Wire {
  private static final int HEADER = 12;
  private static final int POINTER = 0xc0;
  private static final long LONGEST = 3600;
  private static final long LONGEST_OF_NOTHING = 300;

  private Wire() {}

  /** For how many seconds a message may be kept (RFC 2308 for what is not there). */
  static long lifetime(Message message) {
    int code = message.getHeader().getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return 0;
    }
    long least = LONGEST;
    boolean found = false;
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (Record record : message.getSection(section)) {
        least = Math.min(least, record.getTTL());
        found |= section == Section.ANSWER;
        if (record instanceof SOARecord start) {
          least = Math.min(least, start.getMinimum());
        }
      }
    }
    if (code == Rcode.NOERROR && found) {
      return least;
    }
    boolean told =
        message.getSection(Section.AUTHORITY).stream().anyMatch(SOARecord.class::isInstance);
    return told ? Math.min(least, LONGEST_OF_NOTHING) : 0;
  }

  /**
   * A copy of a message whose TTLs are that many seconds shorter, not below 0.
   *
   * @param message a whole message that dnsjava has read
   */
  static byte[] aged(byte[] message, long seconds) {
    byte[] copy = message.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy);
    int questions = buffer.getShort(4) & 0xffff;
    int records =
        (buffer.getShort(6) & 0xffff)
            + (buffer.getShort(8) & 0xffff)
            + (buffer.getShort(10) & 0xffff);
    int at = HEADER;
    for (int i = 0; i < questions; i++) {
      at = afterName(copy, at) + 4;
    }
    for (int i = 0; i < records; i++) {
      at = afterName(copy, at);
      if ((buffer.getShort(at) & 0xffff) != Type.OPT) { // whose TTL are flags
        long ttl = buffer.getInt(at + 4) & 0xffff_ffffL;
        buffer.putInt(at + 4, (int) Math.max(0, ttl - seconds));
      }
      at += 10 + (buffer.getShort(at + 8) & 0xffff);
    }
    return copy;
  }

  private static int afterName(byte[] message, int start) {
    int at = start;
    while (true) {
      int length = message[at] & 0xff;
      if (length >= POINTER) {
        return at + 2;
      }
      at += 1 + length;
      if (length == 0) {
        return at;
      }
    }
  }
}
