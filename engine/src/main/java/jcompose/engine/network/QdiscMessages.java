package jcompose.engine.network;

import java.util.List;
import jcompose.engine.network.NetlinkMessage.Kind;
import jcompose.engine.spec.Impairment;

/** Requests about what delays, loses and slows a link's packets: {@code struct tcmsg}. */
final class QdiscMessages {
  private static final int TCMSG = 20;
  private static final int ROOT = 0xffffffff;
  private static final int TCA_KIND = 1;
  private static final int TCA_OPTIONS = 2;

  private static final int NETEM_REORDER = 3;
  private static final int NETEM_CORRUPT = 4;
  private static final int NETEM_RATE = 6;
  private static final int NETEM_RATE64 = 8;
  private static final int NETEM_LATENCY64 = 10;
  private static final int NETEM_JITTER64 = 11;
  private static final int TBF_PARMS = 1;
  private static final int TBF_RATE64 = 4;
  private static final int TBF_BURST = 6;

  private static final long ALWAYS = 0xffffffffL;
  private static final int ETHERNET = 1;
  private static final long LEAST_QUEUE = 1000;
  private static final long MOST_QUEUE = 1_000_000;
  private static final long UNLIMITED = 1_000_000_000;
  private static final int PACKET = 1500;
  private static final long LEAST_BURST = 16_000;

  private QdiscMessages() {}

  /** Puts an impairment in place of the one before; needs sch_netem. */
  static NetlinkMessage netem(int index, Impairment wanted) {
    long bytes = wanted.rate() / 8;
    byte[] head =
        new Bytes(24)
            .putInt(0)
            .putInt(queue(wanted))
            .putInt(share(wanted.loss()))
            .putInt(wanted.reorder() > 0 ? 1 : 0)
            .putInt(share(wanted.duplicate()))
            .array();
    // the kernel keeps what is not named, so all are
    List<Attribute> attributes =
        List.of(
            pair(NETEM_REORDER, "REORDER", wanted.reorder()),
            pair(NETEM_CORRUPT, "CORRUPT", wanted.corrupt()),
            Attribute.struct(
                NETEM_RATE,
                "RATE",
                new Bytes(16).putInt((int) Math.min(bytes, ALWAYS)).array(),
                Long.toString(bytes)),
            Attribute.large(NETEM_RATE64, "RATE64", bytes),
            Attribute.large(NETEM_LATENCY64, "LATENCY64", wanted.delay().toNanos()),
            Attribute.large(NETEM_JITTER64, "JITTER64", wanted.jitter().toNanos()));
    return message(
        Kind.NEW_QDISC,
        index,
        List.of(
            Attribute.text(TCA_KIND, "KIND", "netem"),
            Attribute.nested(TCA_OPTIONS, "OPTIONS", head, attributes)),
        wanted.toString());
  }

  /** Limits the rate alone; sch_tbf is in most kernels. */
  static NetlinkMessage tbf(int index, Impairment wanted) {
    long bytes = wanted.rate() / 8;
    long burst = Math.max(bytes / 100, LEAST_BURST);
    long limit = bytes / 20 + burst; // waits for at most 50 ms
    byte[] parameters =
        new Bytes(36)
            .at(1)
            .put(ETHERNET)
            .at(8)
            .putInt((int) Math.min(bytes, ALWAYS))
            .at(24)
            .putInt((int) Math.min(limit, Integer.MAX_VALUE))
            .array();
    List<Attribute> attributes =
        List.of(
            Attribute.struct(TBF_PARMS, "PARMS", parameters, "{limit=" + limit + "}"),
            Attribute.large(TBF_RATE64, "RATE64", bytes),
            Attribute.number(TBF_BURST, "BURST", Math.min(burst, Integer.MAX_VALUE)));
    return message(
        Kind.NEW_QDISC,
        index,
        List.of(
            Attribute.text(TCA_KIND, "KIND", "tbf"),
            Attribute.nested(TCA_OPTIONS, "OPTIONS", attributes)),
        wanted.toString());
  }

  /** Goes back to what the kernel gives every link. */
  static NetlinkMessage reset(int index) {
    return message(Kind.DELETE_QDISC, index, List.of(), "");
  }

  /** Asks for those of all links. */
  static NetlinkMessage list() {
    return new NetlinkMessage(Kind.GET_QDISCS, new byte[TCMSG], "", List.of());
  }

  private static NetlinkMessage message(
      Kind kind, int index, List<Attribute> attributes, String text) {
    byte[] head = new Bytes(TCMSG).at(4).putInt(index).at(12).putInt(ROOT).array();
    return new NetlinkMessage(kind, head, ("index=" + index + " " + text).strip(), attributes);
  }

  /** As many packets as are on their way, and some more. */
  private static int queue(Impairment wanted) {
    double seconds = wanted.delay().plus(wanted.jitter()).toNanos() / 1e9;
    long rate = wanted.rate() == 0 ? UNLIMITED : wanted.rate();
    return (int) Math.min(LEAST_QUEUE + (long) (seconds * rate / 8 / PACKET), MOST_QUEUE);
  }

  private static Attribute pair(int type, String name, double percent) {
    return Attribute.struct(type, name, new Bytes(8).putInt(share(percent)).array(), percent + "%");
  }

  private static int share(double percent) {
    return (int) Math.round(percent / 100 * ALWAYS);
  }
}
