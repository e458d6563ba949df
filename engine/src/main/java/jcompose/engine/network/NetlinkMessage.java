package jcompose.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request to rtnetlink(7) or nf_tables, which prints as for example {@code NEWLINK CREATE|EXCL
 * IFNAME="br0" LINKINFO={KIND="bridge"}}.
 */
final class NetlinkMessage {
  private static final int HEADER = 16;
  private static final int REQUEST = 1;
  private static final int ACK = 4;
  private static final int DUMP = 0x300;

  /** What is asked: its number, its flags beside REQUEST and ACK. */
  enum Kind {
    NEW_LINK(16, 0x600, "NEWLINK CREATE|EXCL"),
    SET_LINK(16, 0, "NEWLINK"),
    DELETE_LINK(17, 0, "DELLINK"),
    GET_LINK(18, 0, "GETLINK"),
    GET_LINKS(18, DUMP, "GETLINK DUMP"),
    NEW_ADDRESS(20, 0x500, "NEWADDR CREATE|REPLACE"),
    DELETE_ADDRESS(21, 0, "DELADDR"),
    GET_ADDRESSES(22, DUMP, "GETADDR DUMP"),
    NEW_ROUTE(24, 0x500, "NEWROUTE CREATE|REPLACE"),
    DELETE_ROUTE(25, 0, "DELROUTE"),
    GET_ROUTES(26, DUMP, "GETROUTE DUMP"),
    NEW_QDISC(36, 0x500, "NEWQDISC CREATE|REPLACE"),
    DELETE_QDISC(37, 0, "DELQDISC"),
    GET_QDISCS(38, DUMP, "GETQDISC DUMP"),
    BATCH_BEGIN(0x10, 0, "BATCH_BEGIN"),
    BATCH_END(0x11, 0, "BATCH_END"),
    NEW_TABLE(0xa00, 0x400, "NEWTABLE CREATE"),
    DELETE_TABLE(0xa02, 0, "DELTABLE"),
    NEW_CHAIN(0xa03, 0x400, "NEWCHAIN CREATE"),
    NEW_RULE(0xa06, 0xc00, "NEWRULE CREATE|APPEND"),
    GET_GENERATION(0xa10, 0, "GETGEN");

    private final int number;
    private final int flags;
    private final String text;

    Kind(int number, int flags, String text) {
      this.number = number;
      this.flags = flags;
      this.text = text;
    }
  }

  private final Kind kind;
  private final byte[] head;
  private final String headText;
  private final List<Attribute> attributes;

  /**
   * A request.
   *
   * @param head the structure that follows the header, for example a {@code struct ifinfomsg}
   * @param headText what of it is worth printing; may be empty
   */
  NetlinkMessage(Kind kind, byte[] head, String headText, List<Attribute> attributes) {
    this.kind = kind;
    this.head = head.clone();
    this.headText = headText;
    this.attributes = List.copyOf(attributes);
  }

  /** Whether it is answered by many messages instead of one. */
  boolean isDump() {
    return (kind.flags & DUMP) == DUMP;
  }

  private boolean isAcknowledged() {
    return !isDump() && kind != Kind.BATCH_BEGIN && kind != Kind.BATCH_END;
  }

  /** Its bytes, padded to a multiple of four. */
  byte[] bytes(int sequence) {
    byte[] rest = Attribute.bytes(attributes);
    int length = HEADER + Bytes.aligned(head.length) + rest.length;
    return new Bytes(Bytes.aligned(length))
        .putInt(length)
        .putShort(kind.number)
        .putShort(kind.flags | REQUEST | (isAcknowledged() ? ACK : 0))
        .putInt(sequence)
        .putInt(0)
        .put(head)
        .align()
        .put(rest)
        .array();
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(kind.text, headText));
    attributes.forEach(each -> words.add(each.toString()));
    return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }
}
