package jcompose.engine.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes tar archives byte by byte, also those that no honest program writes. Owner, mode and so on
 * hold for the next entry only.
 */
public final class TestArchive {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, byte[]> records = new LinkedHashMap<>();
  private int mode = 0644;
  private long uid;
  private long gid;
  private long seconds = 1_000_000_000;
  private String device = "";
  private final Map<Integer, byte[]> patches = new LinkedHashMap<>();

  /** The next entry's permission bits. */
  public TestArchive mode(int bits) {
    mode = bits;
    return this;
  }

  /** The next entry's owner; large ids go to PAX records. */
  public TestArchive owner(long user, long group) {
    uid = user;
    gid = group;
    return this;
  }

  /** The next entry's time in whole seconds. */
  public TestArchive time(long value) {
    seconds = value;
    return this;
  }

  /** A PAX record of the next entry. */
  public TestArchive pax(String key, byte[] value) {
    records.put(key, value);
    return this;
  }

  /** A PAX record of the next entry. */
  public TestArchive pax(String key, String value) {
    return pax(key, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of the next entry's own header, whatever its fields would be; the checksum is right. */
  public TestArchive patch(int offset, byte... value) {
    patches.put(offset, value);
    return this;
  }

  /** A number in GNU's form for those that octal digits are too few for. */
  public static byte[] base256(long value, int width) {
    byte[] field = new byte[width];
    for (int i = 0; i < width; i++) {
      field[width - 1 - i] = (byte) (value >> Math.min(63, 8 * i));
    }
    field[0] = (byte) (value < 0 ? 0xff : 0x80 | field[0]);
    return field;
  }

  /** A header that says something of the next entry: {@code L}, {@code K}, {@code x}, {@code g}. */
  public TestArchive extension(char type, byte[] data) {
    return raw(header(type, "extension", "", data.length)).padded(data);
  }

  /** The same of text. */
  public TestArchive extension(char type, String data) {
    return extension(type, data.getBytes(StandardCharsets.UTF_8));
  }

  public TestArchive file(String name, String content) {
    return entry('0', name, "", content.getBytes(StandardCharsets.UTF_8));
  }

  public TestArchive folder(String name) {
    mode |= mode == 0644 ? 0111 : 0;
    return entry('5', name, "", new byte[0]);
  }

  public TestArchive symbolicLink(String name, String target) {
    return entry('2', name, target, new byte[0]);
  }

  public TestArchive hardLink(String name, String target) {
    return entry('1', name, target, new byte[0]);
  }

  public TestArchive fifo(String name) {
    return entry('6', name, "", new byte[0]);
  }

  public TestArchive characterDevice(String name, int major, int minor) {
    return device('3', name, major, minor);
  }

  public TestArchive blockDevice(String name, int major, int minor) {
    return device('4', name, major, minor);
  }

  private TestArchive device(char type, String name, int major, int minor) {
    device = octal(major, 8) + octal(minor, 8);
    return entry(type, name, "", new byte[0]);
  }

  /** Any entry; a name or target over 100 bytes goes to a PAX record. */
  public TestArchive entry(char type, String name, String link, byte[] data) {
    if (name.getBytes(StandardCharsets.UTF_8).length > 100) {
      records.putIfAbsent("path", name.getBytes(StandardCharsets.UTF_8));
    }
    if (link.getBytes(StandardCharsets.UTF_8).length > 100) {
      records.putIfAbsent("linkpath", link.getBytes(StandardCharsets.UTF_8));
    }
    if (uid > 07777777) {
      pax("uid", Long.toString(uid));
    }
    if (gid > 07777777) {
      pax("gid", Long.toString(gid));
    }
    if (!records.isEmpty()) {
      ByteArrayOutputStream extension = new ByteArrayOutputStream();
      records.forEach((key, value) -> extension.writeBytes(record(key, value)));
      raw(header('x', "PaxHeaders/x", "", extension.size()));
      padded(extension.toByteArray());
    }
    byte[] header = header(type, name, link, data.length);
    patches.forEach((offset, value) -> System.arraycopy(value, 0, header, offset, value.length));
    raw(checkSummed(header));
    padded(data);
    patches.clear();
    mode = 0644;
    uid = 0;
    gid = 0;
    seconds = 1_000_000_000;
    device = "";
    records.clear();
    return this;
  }

  private static byte[] record(String key, byte[] value) {
    int rest = key.length() + value.length + 3;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.UTF_8));
    record.writeBytes(value);
    record.write('\n');
    return record.toByteArray();
  }

  /** A ustar header with a right checksum. */
  public byte[] header(char type, String name, String link, long size) {
    byte[] header = new byte[512];
    put(header, 0, cut(name));
    put(header, 100, octal(mode, 8));
    put(header, 108, octal(Math.min(uid, 07777777), 8));
    put(header, 116, octal(Math.min(gid, 07777777), 8));
    put(header, 124, octal(size, 12));
    put(header, 136, octal(seconds, 12));
    header[156] = (byte) type;
    put(header, 157, cut(link));
    put(header, 257, "ustar\00000");
    put(header, 329, device);
    return checkSummed(header);
  }

  /** Sets the checksum of a header that was changed. */
  public static byte[] checkSummed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static String cut(String text) {
    return text.length() > 100 ? text.substring(0, 100) : text;
  }

  private static String octal(long value, int width) {
    return String.format(Locale.ROOT, "%0" + (width - 1) + "o\0", value);
  }

  private static void put(byte[] into, int offset, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, into, offset, encoded.length);
  }

  /** Bytes as they are. */
  public TestArchive raw(byte[] block) {
    bytes.writeBytes(block);
    return this;
  }

  /** Bytes, then zeros up to a whole block. */
  public TestArchive padded(byte[] data) {
    return raw(data).raw(new byte[-data.length & 511]);
  }

  /** The archive so far, without its end. */
  public byte[] unfinished() {
    return bytes.toByteArray();
  }

  /** The whole archive, not compressed. */
  public byte[] tar() {
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1024);
  }

  /** The whole archive, compressed. */
  public byte[] gzip() {
    return gzip(tar());
  }

  /** One gzip member. */
  public static byte[] gzip(byte[] data) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(data);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }

  /** {@code sha256:...} of the whole archive. */
  public String diffId() {
    return digest(tar());
  }

  /** {@code sha256:...} of bytes. */
  public static String digest(byte[] data) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
