package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.BadLayerException;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Numbers in archives: octal or base-256 in headers, decimal in PAX records. */
final class TarNumbers {
  private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,15})(?:\\.(\\d*))?");
  private static final long MOST_ID = 0xffff_fffeL;

  private TarNumbers() {}

  /** A field of a header. */
  static long parse(byte[] header, int offset, int length) {
    try {
      return TarUtils.parseOctalOrBinary(header, offset, length);
    } catch (IllegalArgumentException bad) {
      throw new BadLayerException("a header of the archive is damaged: " + bad.getMessage(), bad);
    }
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
