package jcompose.composer.model;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address.
 *
 * @param text as RFC 5952 writes it: {@code 10.0.0.1}, {@code fd00::1}
 */
public record IpAddress(String text) implements Comparable<IpAddress> {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int GROUPS = 8;

  /** Makes the text canonical. */
  public IpAddress {
    text = bytes(text).map(IpAddress::canonical).orElseThrow(invalid(text));
  }

  private static Supplier<IllegalArgumentException> invalid(String text) {
    return () -> new IllegalArgumentException("'" + text + "' is not an IP address");
  }

  /** The address of a text; none is looked up. */
  public static Optional<IpAddress> parse(String text) {
    return bytes(text).map(IpAddress::of);
  }

  /** Of 4 or 16 bytes. */
  public static IpAddress of(byte[] bytes) {
    return new IpAddress(canonical(bytes));
  }

  /** The address with a number. */
  static IpAddress of(BigInteger number, boolean six) {
    byte[] bytes = new byte[six ? 16 : 4];
    byte[] least = number.toByteArray(); // perhaps with a sign in front
    int length = Math.min(least.length, bytes.length);
    System.arraycopy(least, least.length - length, bytes, bytes.length - length, length);
    return of(bytes);
  }

  /** 4 or 16 bytes. */
  public byte[] bytes() {
    return bytes(text).orElseThrow(invalid(text));
  }

  /** Whether it is one of IPv6. */
  public boolean six() {
    return text.indexOf(':') >= 0;
  }

  /** 32 or 128. */
  public int bits() {
    return six() ? 128 : 32;
  }

  /** The address as an unsigned number. */
  BigInteger number() {
    return new BigInteger(1, bytes());
  }

  /** The address that many further on. */
  public IpAddress plus(long distance) {
    return of(number().add(BigInteger.valueOf(distance)), six());
  }

  private static Optional<byte[]> bytes(String text) {
    boolean four = IPV4.matcher(text).matches();
    if (!four && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress(); // numbers only: no look-up
      return Optional.of(four || bytes.length == 16 ? bytes : mapped(bytes));
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
  }

  /** Java takes {@code ::ffff:10.0.0.1} for an IPv4 address. */
  private static byte[] mapped(byte[] four) {
    byte[] six = new byte[16];
    six[10] = (byte) 0xff;
    six[11] = (byte) 0xff;
    System.arraycopy(four, 0, six, 12, 4);
    return six;
  }

  private static String canonical(byte[] bytes) {
    if (bytes.length == 4) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    int start = -1;
    int longest = 1; // a single zero is not shortened
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(bytes, end) == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(group(bytes, i)));
      }
    }
    return text.toString();
  }

  private static int group(byte[] bytes, int index) {
    return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
  }

  /** IPv4 first, then by number. */
  @Override
  public int compareTo(IpAddress other) {
    return six() == other.six()
        ? Arrays.compareUnsigned(bytes(), other.bytes())
        : Boolean.compare(six(), other.six());
  }

  @Override
  public String toString() {
    return text;
  }
}
