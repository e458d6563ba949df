package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import jcompose.engine.network.LinkMessages.End;
import jcompose.engine.spec.IpPrefix;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
  private static final OptionalInt NONE = OptionalInt.empty();

  @Test
  void printsWhatItAsksFor() {
    End port = new End("jcv1", "", NONE);
    End inside = new End("eth0", "02:42:ac:12:00:02", OptionalInt.of(17));
    assertEquals(
        List.of(
            "NEWLINK CREATE|EXCL IFNAME=\"jcb1\" ADDRESS=02:00:00:00:00:01 MTU=1400"
                + " LINKINFO={KIND=\"bridge\"}",
            "NEWLINK CREATE|EXCL IFNAME=\"jcv1\" MASTER=7 LINKINFO={KIND=\"veth\""
                + " DATA={PEER={IFNAME=\"eth0\" ADDRESS=02:42:ac:12:00:02 NET_NS_FD=<namespace>}}}",
            "NEWLINK IFNAME=\"jcv1\" IFALIAS=\"jcompose:demo:demo_default:web-1\"",
            "NEWLINK IFNAME=\"jcv1\" LINKINFO={SLAVE_KIND=\"bridge\" SLAVE_DATA={MODE=1}}",
            "NEWLINK UP IFNAME=\"jcv1\" AF_SPEC={INET6={ADDR_GEN_MODE=1}}",
            "NEWLINK index=3 DOWN",
            "DELLINK index=3",
            "NEWLINK index=3 GROUP=5",
            "DELLINK GROUP=5",
            "GETLINK DUMP EXT_MASK=8",
            "GETLINK IFNAME=\"eth0\" EXT_MASK=8",
            "NEWLINK CREATE|EXCL IFNAME=\"eth0\" ADDRESS=02:42:ac:12:00:02 NET_NS_FD=<namespace>"
                + " LINK=2 GROUP=1784901485 LINKINFO={KIND=\"macvlan\" DATA={MODE=4}}",
            "NEWLINK CREATE|EXCL IFNAME=\"eth0\" NET_NS_FD=<namespace> LINK=2"
                + " GROUP=1784901485 LINKINFO={KIND=\"ipvlan\" DATA={MODE=l2}}",
            "NEWADDR CREATE|REPLACE index=2 10.0.0.2/24 LOCAL=10.0.0.2 ADDRESS=10.0.0.2"
                + " BROADCAST=10.0.0.255",
            "DELADDR index=2 fd00::2/64 LOCAL=fd00::2 ADDRESS=fd00::2",
            "NEWROUTE CREATE|REPLACE default GATEWAY=10.0.0.1 OIF=2 PRIORITY=100"),
        List.of(
                LinkMessages.bridge(
                    new End("jcb1", "02:00:00:00:00:01", NONE), OptionalInt.of(1400)),
                LinkMessages.veth(port, OptionalInt.of(7), inside, NONE),
                LinkMessages.alias("jcv1", "jcompose:demo:demo_default:web-1"),
                LinkMessages.hairpin("jcv1"),
                LinkMessages.up("jcv1", 1280, true),
                LinkMessages.carrier(3, false),
                LinkMessages.delete(3),
                LinkMessages.group(3, 5),
                LinkMessages.deleteGroup(5),
                LinkMessages.list(),
                LinkMessages.get("eth0"),
                LinkMessages.macvlan(inside, 2, NONE),
                LinkMessages.ipvlan(inside, 2, NONE),
                AddressMessages.add(2, IpPrefix.parse("10.0.0.2/24")),
                AddressMessages.delete(2, IpPrefix.parse("fd00::2/64")),
                RouteMessages.byDefault(2, IpPrefix.address("10.0.0.1"), 100))
            .stream()
            .map(NetlinkMessage::toString)
            .toList());
  }

  /** Against bytes that {@code ip link set jcv1 up} and {@code ip address add} send. */
  @Test
  void hasTheKernelsLayout() {
    assertTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "bytes are those of x86 and arm");
    assertBytes(
        // length, type 16, REQUEST|ACK, sequence 5, port 0
        "34000000 1000 0500 05000000 00000000"
            // family and type, index, flags, change
            + " 00000000 00000000 00000000 00000000"
            // IFNAME: length 9 with the zero byte, padded to 12
            + " 0900 0300 6a63763100 000000"
            // IFALIAS: length 6, padded to 8
            + " 0600 1400 6100 0000",
        LinkMessages.alias("jcv1", "a").bytes(5));
    assertBytes(
        // type 20, REQUEST|ACK|CREATE|REPLACE
        "40000000 1400 0505 01000000 00000000"
            // IPv6, 64, NODAD, universe, index
            + " 0a 40 02 00 07000000"
            + " 1400 0200 fd000000000000000000000000000002"
            + " 1400 0100 fd000000000000000000000000000002",
        AddressMessages.add(7, IpPrefix.parse("fd00::2/64")).bytes(1));
  }

  private static void assertBytes(String expected, byte[] bytes) {
    assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(bytes));
  }

  @Test
  void readsErrorsWithTheKernelsWords() {
    byte[] words = "bad luck\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ByteBuffer answer = ByteBuffer.allocate(52).order(ByteOrder.nativeOrder());
    answer.putInt(49).putShort((short) 2).putShort((short) 0x300).putInt(9).putInt(0);
    answer.putInt(-17); // EEXIST, then the header of the request
    answer.putInt(60).putShort((short) 16).putShort((short) 5).putInt(9).putInt(0);
    answer.putShort((short) (4 + words.length)).putShort((short) 1).put(words);
    Answers.Answer read = Answers.in(answer.array()).get(0);
    assertEquals(17, read.error().orElseThrow());
    assertEquals("bad luck", read.words());
    assertEquals(
        "network a: NEWLINK IFNAME=\"x\" IFALIAS=\"y\": EEXIST (File exists): bad luck",
        new NetlinkException(
                "network a", LinkMessages.alias("x", "y"), read.error().orElseThrow(), read.words())
            .getMessage());
  }
}
