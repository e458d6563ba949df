package jcompose.composer.model;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An IPv4 or IPv6 address.
 *
 * @param text as RFC 5952 writes it: {@code 10.0.0.1}, {@code fd00::1}
 */
public record IpAddress(String text) implements Comparable<IpAddress> {
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
    return text.indexOf(':') < 0 ? four(text) : six(text);
  }

  /** Four numbers of up to three digits. */
  private static Optional<byte[]> four(String text) {
    byte[] bytes = new byte[4];
    int at = 0;
    for (int i = 0; i < bytes.length; i++) {
      int start = at;
      int number = 0;
      while (at < text.length() && at < start + 3 && isDigit(text.charAt(at))) {
        number = number * 10 + text.charAt(at++) - '0';
      }
      boolean closed = i == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == start || number > 255 || !closed) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
      at++;
    }
    return Optional.of(bytes);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /**
   * Eight groups, of which zeros may be left out once, and the last two written as IPv4 (RFC 4291).
   */
  private static Optional<byte[]> six(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true).filter(bytes -> bytes.length == 16);
    }
    Optional<byte[]> before = groups(text.substring(0, gap), false);
    Optional<byte[]> after = groups(text.substring(gap + 2), true);
    if (before.isEmpty() || after.isEmpty() || before.get().length + after.get().length > 14) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(before.get(), 16);
    System.arraycopy(after.get(), 0, bytes, 16 - after.get().length, after.get().length);
    return Optional.of(bytes);
  }

  private static Optional<byte[]> groups(String text, boolean last) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    int start = 0;
    while (start < text.length()) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      Optional<byte[]> group =
          last && colon < 0 && text.indexOf('.', start) >= 0
              ? four(text.substring(start))
              : hexadecimal(text, start, end);
      if (group.isEmpty() || group.get().length > bytes.remaining() || end == text.length() - 1) {
        return Optional.empty();
      }
      bytes.put(group.get());
      start = end + 1;
    }
    return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private static Optional<byte[]> hexadecimal(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      number = number * 16 + digit;
    }
    boolean right = end > start && end - start <= 4;
    return right ? Optional.of(new byte[] {(byte) (number >> 8), (byte) number}) : Optional.empty();
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
