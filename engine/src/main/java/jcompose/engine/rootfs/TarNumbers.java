package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.BadLayerException;

/** Numbers in archives: octal or base-256 in headers, decimal in PAX records. */
final class TarNumbers {
  private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,15})(?:\\.(\\d*))?");
  private static final long MOST_ID = 0xffff_fffeL;

  private TarNumbers() {}

  /**
   * A field of a header: octal digits between spaces and zeros, none for 0, or where the first bit
   * is set GNU's base-256, a signed number of all other bits.
   */
  static long parse(byte[] header, int offset, int length) {
    return header[offset] < 0 ? base256(header, offset, length) : octal(header, offset, length);
  }

  private static long octal(byte[] header, int offset, int length) {
    int start = offset;
    int end = offset + length;
    while (start < end && isBlank(header[start])) {
      start++;
    }
    while (end > start && isBlank(header[end - 1])) {
      end--;
    }
    long value = 0;
    for (int i = start; i < end && header[i] != 0; i++) {
      if (header[i] < '0' || header[i] > '7') {
        throw new BadLayerException(
            "a header of the archive is damaged: '"
                + TarPath.show(Arrays.copyOfRange(header, start, end))
                + "' is not an octal number");
      }
      value = value << 3 | header[i] - '0';
    }
    return value;
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == 0;
  }

  private static long base256(byte[] header, int offset, int length) {
    long value = (long) header[offset] << 57 >> 57; // without the first bit, the second one's sign
    long sign = value >> 63;
    for (int i = offset + 1; i < offset + length; i++) {
      if (value >> 55 != sign) {
        throw new BadLayerException("a header of the archive has a number of more than 64 bits");
      }
      value = value << 8 | (header[i] & 0xff);
    }
    return value;
  }

  /** A number that is not negative. */
  static long decimal(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new BadLayerException("'" + show(text) + "' in the archive is not a decimal number");
    }
    return Long.parseLong(text);
  }

  static long decimal(byte[] text) {
    return decimal(new String(text, StandardCharsets.ISO_8859_1));
  }

  /** A user or group id; the kernel takes the largest 32-bit number for 'leave as it is'. */
  static int id(long id) {
    if (id < 0 || id > MOST_ID) {
      throw new BadLayerException("the owner id " + id + " in the archive is out of range");
    }
    return (int) id;
  }

  /** Seconds and nanoseconds, rounded towards the past as in a timespec. */
  static long[] time(byte[] text) {
    Matcher matcher = TIME.matcher(new String(text, StandardCharsets.ISO_8859_1));
    if (!matcher.matches()) {
      throw new BadLayerException("a time in the archive is not a number of seconds");
    }
    long seconds = Long.parseLong(matcher.group(2));
    String fraction = matcher.group(3) == null ? "" : matcher.group(3);
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    if (matcher.group(1).isEmpty()) {
      return new long[] {seconds, nanos};
    }
    return nanos == 0 ? new long[] {-seconds, 0} : new long[] {-seconds - 1, 1_000_000_000 - nanos};
  }

  private static String show(String text) {
    return TarPath.show(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
