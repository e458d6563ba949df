package jcompose.engine.network;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import jcompose.engine.network.Answers.Answer;

/**
 * A link as the kernel tells of it.
 *
 * @param kind {@code bridge}, {@code veth} and the like; empty for hardware and {@code lo}
 * @param alias who owns it, as its owner wrote it; empty for none
 * @param master the index of the bridge that it is a port of; 0 for none
 * @param group the number under which links are removed together; 0 unless somebody chose one
 */
record LinkState(
    int index,
    String name,
    String kind,
    String alias,
    int master,
    int group,
    String mac,
    int mtu,
    boolean up) {
  private static final int NEWLINK = 16;
  private static final int IFINFOMSG = 16;
  private static final int IFF_UP = 1;

  static boolean isOne(Answer answer) {
    return answer.type() == NEWLINK;
  }

  static LinkState of(Answer answer) {
    Map<Integer, ByteBuffer> attributes = answer.attributesBehind(IFINFOMSG);
    ByteBuffer info = attributes.get(18);
    return new LinkState(
        answer.body().getInt(4),
        Answers.text(attributes.get(3)),
        info == null ? "" : Answers.text(Answers.attributes(info).get(1)),
        Answers.text(attributes.get(20)),
        number(attributes.get(10)),
        number(attributes.get(27)),
        mac(attributes.get(1)),
        number(attributes.get(4)),
        (answer.body().getInt(8) & IFF_UP) != 0);
  }

  private static String mac(@org.jspecify.annotations.Nullable ByteBuffer value) {
    return value == null ? "" : HexFormat.ofDelimiter(":").formatHex(Answers.bytes(value));
  }

  private static int number(@org.jspecify.annotations.Nullable ByteBuffer value) {
    return value == null ? 0 : value.getInt(0);
  }
}
