package jcompose.engine.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.network.Answers.Answer;
import jcompose.engine.spec.Impairment;

/** What impairs a link as the kernel tells of it. */
record QdiscState(int index, Impairment impairment) {
  private static final int NEWQDISC = 36;
  private static final int TCMSG = 20;
  private static final int ROOT = 0xffffffff;
  private static final int NETEM_QOPT = 24;
  private static final double ALWAYS = 0xffffffffL;

  /** Whether it is one that {@link QdiscMessages} makes. */
  static boolean isOne(Answer answer) {
    if (answer.type() != NEWQDISC || answer.body().getInt(12) != ROOT) {
      return false;
    }
    String kind = Answers.text(answer.attributesBehind(TCMSG).get(1));
    return kind.equals("netem") || kind.equals("tbf");
  }

  static QdiscState of(Answer answer) {
    Map<Integer, ByteBuffer> attributes = answer.attributesBehind(TCMSG);
    ByteBuffer options = Optional.ofNullable(attributes.get(2)).orElseThrow();
    boolean netem = Answers.text(attributes.get(1)).equals("netem");
    return new QdiscState(answer.body().getInt(4), netem ? netem(options) : tbf(options));
  }

  private static Impairment netem(ByteBuffer options) {
    Map<Integer, ByteBuffer> attributes =
        Answers.attributes(
            options
                .slice(NETEM_QOPT, options.remaining() - NETEM_QOPT)
                .order(ByteOrder.nativeOrder()));
    return new Impairment(
        Duration.ofNanos(large(attributes, 10)),
        Duration.ofNanos(large(attributes, 11)),
        percent(options.getInt(8)),
        percent(number(attributes, 4)),
        percent(options.getInt(16)),
        percent(number(attributes, 3)),
        rate(large(attributes, 8), number(attributes, 6)));
  }

  private static Impairment tbf(ByteBuffer options) {
    Map<Integer, ByteBuffer> attributes = Answers.attributes(options);
    ByteBuffer parameters = Optional.ofNullable(attributes.get(1)).orElseThrow();
    return new Impairment(
        Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, rate(large(attributes, 4), parameters.getInt(8)));
  }

  /** The kernel tells the large number only if the small one does not hold it. */
  private static long rate(long large, int small) {
    return 8 * (large == 0 ? Integer.toUnsignedLong(small) : large);
  }

  private static double percent(int share) {
    return Math.round(Integer.toUnsignedLong(share) / ALWAYS * 1e6) / 1e4;
  }

  private static int number(Map<Integer, ByteBuffer> attributes, int type) {
    ByteBuffer value = attributes.get(type);
    return value == null ? 0 : value.getInt(0);
  }

  private static long large(Map<Integer, ByteBuffer> attributes, int type) {
    ByteBuffer value = attributes.get(type);
    return value == null ? 0 : value.getLong(0);
  }
}
