package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import jcompose.engine.linux.Errno;
import jcompose.engine.spec.Impairment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QdiscMessagesTest {
  private static final Impairment BAD =
      new Impairment(Duration.ofMillis(50), Duration.ofMillis(5), 1, 0.1, 2, 25, 10_000_000);

  @Test
  void printsWhatItAsksFor() {
    assertEquals(
        "NEWQDISC CREATE|REPLACE index=4 delay 50ms jitter 5ms loss 1% corrupt 0.1% duplicate 2%"
            + " reorder 25% rate 10mbit KIND=\"netem\" OPTIONS={REORDER=25.0% CORRUPT=0.1%"
            + " RATE=1250000 RATE64=1250000 LATENCY64=50000000 JITTER64=5000000}",
        QdiscMessages.netem(4, BAD).toString());
    assertEquals(
        "NEWQDISC CREATE|REPLACE index=4 rate 10mbit KIND=\"tbf\""
            + " OPTIONS={PARMS={limit=78500} RATE64=1250000 BURST=16000}",
        QdiscMessages.tbf(4, BAD.rateOnly()).toString());
    assertEquals("DELQDISC index=4", QdiscMessages.reset(4).toString());
  }

  /** The head of the options is {@code struct tc_netem_qopt}: limit, loss, gap, duplicate. */
  @Test
  void hasTheKernelsLayout() {
    byte[] bytes = QdiscMessages.netem(4, BAD).bytes(1);
    String hex = HexFormat.of().formatHex(bytes);
    String kind = "0a000100" + "6e6574656d00" + "0000";
    // 1000 packets and those of 55 ms at 10 Mbit/s
    String head = "00000000" + "15040000" + "295c8f02" + "01000000" + "52b81e05" + "00000000";
    assertEquals(head, hex.substring(72 + kind.length() + 8).substring(0, 48));
    assertEquals(kind, hex.substring(72, 72 + kind.length()));
    assertEquals("00000000" + "04000000" + "00000000" + "ffffffff", hex.substring(32, 64));
  }

  /** What the kernel tells has the form of what it was told. */
  @ParameterizedTest
  @CsvSource({
    "50, 5, 1, 0.1, 2, 25, 10000000",
    "1, 0, 0, 0, 0, 0, 0",
    "0, 0, 33.3, 0, 0, 0, 80000000000"
  })
  void isReadBack(
      long delay,
      long jitter,
      double loss,
      double corrupt,
      double twice,
      double reorder,
      long rate) {
    Impairment wanted =
        new Impairment(
            Duration.ofMillis(delay),
            Duration.ofMillis(jitter),
            loss,
            corrupt,
            twice,
            reorder,
            rate);
    assertEquals(wanted, read(QdiscMessages.netem(4, wanted)));
    if (rate > 0) {
      assertEquals(wanted.rateOnly(), read(QdiscMessages.tbf(4, wanted)));
    }
  }

  private static Impairment read(NetlinkMessage message) {
    byte[] bytes = message.bytes(1);
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putShort(4, (short) 36);
    Answers.Answer answer = Answers.in(bytes).get(0);
    assertEquals(true, QdiscState.isOne(answer));
    assertEquals(4, QdiscState.of(answer).index());
    return QdiscState.of(answer).impairment();
  }

  @Test
  void aKernelWithoutNetemIsTold() {
    String message =
        new NetlinkException(
                "web-1:eth0",
                QdiscMessages.netem(4, BAD),
                Errno.ENOENT.number(),
                "Specified qdisc kind is unknown.")
            .getMessage();
    assertEquals(
        "ENOENT (No such file or directory): Specified qdisc kind is unknown.: the kernel lacks"
            + " its module; try 'modprobe sch_netem'",
        message.substring(message.indexOf("ENOENT")));
  }
}
