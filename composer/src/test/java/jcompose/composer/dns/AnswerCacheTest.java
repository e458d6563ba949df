package jcompose.composer.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** How long answers are kept. */
final class AnswerCacheTest {
  private static final Name NAME = Name.fromConstantString("a.example.");
  private static final Record START =
      new SOARecord(NAME, DClass.IN, 600, NAME, NAME, 1, 1, 1, 1, 60);

  private static Question question(int number) {
    return new Question("n" + number, Type.A, DClass.IN, false, false, List.of());
  }

  private static Message answer(long... ttls) throws IOException {
    Message message = DnsClient.question("a.example", Type.A);
    for (long ttl : ttls) {
      message.addRecord(
          new ARecord(NAME, DClass.IN, ttl, InetAddress.getByName("10.0.0." + (ttl % 250))),
          Section.ANSWER);
    }
    return message;
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void isTheShortestTimeOfItsRecords() throws IOException {
    assertEquals(20, Wire.lifetime(answer(30, 20)));
    assertEquals(0, Wire.lifetime(answer(30, 0)));
    assertEquals(3600, Wire.lifetime(answer(1_000_000)));
    Message none = answer();
    assertEquals(0, Wire.lifetime(none));
    none.addRecord(START, Section.AUTHORITY);
    assertEquals(60, Wire.lifetime(none));
    none.getHeader().setRcode(Rcode.NXDOMAIN);
    assertEquals(60, Wire.lifetime(none));
    none.getHeader().setRcode(Rcode.SERVFAIL);
    assertEquals(0, Wire.lifetime(none));
  }

  @Test
  void answersGrowOld() throws IOException {
    AnswerCache cache = new AnswerCache(10, 10_000);
    Message message = DnsClient.question("a.example", Type.A, 1232);
    message.addRecord(answer(30).getSection(Section.ANSWER).get(0), Section.ANSWER);
    cache.put(question(1), message.toWire(), 30, seconds(100));
    Message later = new Message(cache.get(question(1), seconds(112)).orElseThrow());
    assertEquals(18, later.getSection(Section.ANSWER).get(0).getTTL());
    assertEquals(message.getOPT(), later.getOPT());
    assertEquals(Optional.empty(), cache.get(question(2), seconds(112)));
    assertEquals(Optional.empty(), cache.get(question(1), seconds(130)));
    assertEquals(0, cache.size());
  }

  @Test
  void isBounded() {
    AnswerCache cache = new AnswerCache(3, 1000);
    for (int i = 0; i < 5; i++) {
      cache.put(question(i), new byte[100], 30, 0);
      cache.put(question(0), new byte[100], 30, 0);
    }
    assertEquals(3, cache.size());
    cache.put(question(9), new byte[900], 30, 0);
    assertEquals(2, cache.size());
    cache.put(question(10), new byte[1001], 30, 0);
    cache.put(question(11), new byte[1], 0, 0);
    assertEquals(2, cache.size());
  }
}
