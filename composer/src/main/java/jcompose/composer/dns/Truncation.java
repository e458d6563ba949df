package jcompose.composer.dns;

import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Messages cut to a length. As many answers are kept as fit: clients that do not ask again over TCP
 * have some of a service's addresses then. dnsjava itself would leave out all of a name.
 */
final class Truncation {
  private Truncation() {}

  static byte[] wire(Message message, int limit) {
    byte[] whole = message.toWire();
    if (whole.length <= limit) {
      return whole;
    }
    List<Record> answers = message.getSection(Section.ANSWER);
    byte[] fitting = first(message, answers.subList(0, 0));
    int least = 0;
    int most = answers.size();
    while (least < most) {
      int middle = (least + most + 1) / 2;
      byte[] cut = first(message, answers.subList(0, middle));
      if (cut.length <= limit) {
        fitting = cut;
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return fitting;
  }

  private static byte[] first(Message message, List<Record> answers) {
    Message cut = message.clone();
    cut.setHeader(message.getHeader().clone());
    cut.getHeader().setFlag(Flags.TC);
    cut.removeAllRecords(Section.ANSWER);
    cut.removeAllRecords(Section.AUTHORITY);
    cut.removeAllRecords(Section.ADDITIONAL);
    answers.forEach(record -> cut.addRecord(record, Section.ANSWER));
    OPTRecord options = message.getOPT();
    if (options != null) {
      cut.addRecord(options, Section.ADDITIONAL);
    }
    return cut.toWire();
  }
}
