package jcompose.engine.network;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.spec.IpPrefix;

/** One attribute of a netlink message: a {@code struct nlattr} and what follows it. */
final class Attribute {
  private static final int HEADER = 4;
  private static final int NESTED = 0x8000;

  private final int type;
  private final byte[] payload;
  private final String name;

  /** What is printed: attributes, an address, or anything that prints by itself. */
  private final Object value;

  private Attribute(int type, byte[] payload, String name, Object value) {
    this.type = type;
    this.payload = payload;
    this.name = name;
    this.value = value;
  }

  /** A text closed by a zero byte. */
  static Attribute text(int type, String name, String value) {
    return new Attribute(
        type, (value + "\0").getBytes(StandardCharsets.UTF_8), name, new Quoted(value));
  }

  /** A byte. */
  static Attribute byteOf(int type, String name, int value) {
    return new Attribute(type, new byte[] {(byte) value}, name, value);
  }

  /** A 32-bit number. */
  static Attribute number(int type, String name, long value) {
    return new Attribute(type, new Bytes(4).putInt((int) value).array(), name, value);
  }

  /** A 32-bit number as nf_tables wants it, its first byte the highest. */
  static Attribute big(int type, String name, int value) {
    byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    return new Attribute(type, bytes, name, value);
  }

  /** A 64-bit number. */
  static Attribute large(int type, String name, long value) {
    return new Attribute(type, new Bytes(8).putLong(value).array(), name, value);
  }

  /** The descriptor of a namespace; its number says nothing and is not printed. */
  static Attribute namespace(int type, String name, int descriptor) {
    return new Attribute(type, new Bytes(4).putInt(descriptor).array(), name, "<namespace>");
  }

  /** An address of either family. */
  static Attribute address(int type, String name, InetAddress address) {
    return new Attribute(type, address.getAddress(), name, address);
  }

  /** A hardware address. */
  static Attribute mac(int type, String name, String mac) {
    return new Attribute(type, macBytes(mac), name, mac);
  }

  /** A structure of the kernel's own. */
  static Attribute struct(int type, String name, byte[] content, Object text) {
    return new Attribute(type, content.clone(), name, text);
  }

  /** Attributes in an attribute. */
  static Attribute nested(int type, String name, List<Attribute> inner) {
    return new Attribute(type | NESTED, bytes(inner), name, new Inner(inner));
  }

  /** A structure with attributes behind it, in an attribute, as a veth's peer is told. */
  static Attribute nested(int type, String name, byte[] head, List<Attribute> inner) {
    byte[] rest = bytes(inner);
    byte[] all = new Bytes(head.length + rest.length).put(head).put(rest).array();
    return new Attribute(type | NESTED, all, name, new Inner(inner));
  }

  /** One after the other, each at a multiple of four. */
  static byte[] bytes(List<Attribute> attributes) {
    int size = 0;
    for (Attribute each : attributes) {
      size += Bytes.aligned(HEADER + each.payload.length);
    }
    Bytes bytes = new Bytes(size);
    for (Attribute each : attributes) {
      bytes.putShort(HEADER + each.payload.length).putShort(each.type).put(each.payload).align();
    }
    return bytes.array();
  }

  private static byte[] macBytes(String mac) {
    String[] parts = mac.split(":", -1);
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i], 16);
    }
    return bytes;
  }

  /** Put together only when somebody reads it: few messages are ever printed. */
  @Override
  public String toString() {
    return name + "=" + (value instanceof InetAddress address ? IpPrefix.text(address) : value);
  }

  private record Quoted(String text) {
    @Override
    public String toString() {
      return "\"" + text + "\"";
    }
  }

  private record Inner(List<Attribute> attributes) {
    @Override
    public String toString() {
      return attributes.stream()
          .map(Attribute::toString)
          .collect(Collectors.joining(" ", "{", "}"));
    }
  }
}
