package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the entries of a tar archive: ustar, with PAX headers for what has no room there. A sparse
 * file is written in the PAX form 1.0.
 *
 * <p>Not commons-compress, for the reasons that {@link TarReader} has: names and attributes are
 * bytes.
 */
final class TarWriter {
  private static final int BLOCK = 512;
  private static final int MOST_NAME = 100;
  private static final long MOST_ID = 07777777;
  private static final long MOST_SIZE = 077777777777L;

  private final OutputStream out;
  private long written;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes what comes before an entry's data. Of {@link TarEntry#size} bytes of data each has to be
   * written afterwards, and {@link #endData}.
   */
  void entry(TarEntry entry) throws IOException {
    byte[] name = shownName(entry);
    SparseMap sparse = entry.sparse();
    byte[] map = sparse == null ? new byte[0] : map(sparse);
    long size = entry.size() + map.length;
    Map<String, byte[]> records = records(entry, name, size);
    if (sparse != null) {
      records.put("GNU.sparse.major", text("1"));
      records.put("GNU.sparse.minor", text("0"));
      records.put("GNU.sparse.name", name);
      records.put("GNU.sparse.realsize", text(Long.toString(sparse.realSize())));
      name = TarPath.join(text("GNUSparseFile.0"), TarPath.name(entry.name()));
    }
    if (!records.isEmpty()) {
      extension(entry, records);
    }
    header(entry, entry.type(), name, size);
    data(map, 0, map.length);
  }

  /** Writes a part of an entry's data. */
  void data(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    written += length;
  }

  /** Fills the last block of an entry. */
  void endData() throws IOException {
    pad(BLOCK);
  }

  /** Writes what ends an archive. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    written += 2 * BLOCK;
    pad(20 * BLOCK);
    out.flush();
  }

  private void pad(int unit) throws IOException {
    int missing = (int) (-written & (BLOCK - 1));
    for (long filled = written + missing; filled % unit != 0; filled += BLOCK) {
      missing += BLOCK;
    }
    out.write(new byte[missing]);
    written += missing;
  }

  /** A folder's name ends with a slash; the root is {@code ./}. */
  private static byte[] shownName(TarEntry entry) {
    byte[] name = entry.name().length == 0 ? text(".") : entry.name();
    return entry.type() == TarEntry.DIRECTORY ? TarPath.join(name, new byte[0]) : name;
  }

  private static Map<String, byte[]> records(TarEntry entry, byte[] name, long size) {
    Map<String, byte[]> records = new LinkedHashMap<>();
    if (name.length > MOST_NAME && entry.sparse() == null) {
      records.put("path", name);
    }
    if (entry.link().length > MOST_NAME) {
      records.put("linkpath", entry.link());
    }
    if (size > MOST_SIZE) {
      records.put("size", text(Long.toString(size)));
    }
    if (Integer.toUnsignedLong(entry.uid()) > MOST_ID) {
      records.put("uid", text(Integer.toUnsignedString(entry.uid())));
    }
    if (Integer.toUnsignedLong(entry.gid()) > MOST_ID) {
      records.put("gid", text(Integer.toUnsignedString(entry.gid())));
    }
    if (entry.nanos() != 0 || entry.seconds() < 0 || entry.seconds() > MOST_SIZE) {
      records.put("mtime", text(time(entry.seconds(), entry.nanos())));
    }
    entry.attributes().forEach((key, value) -> records.put("SCHILY.xattr." + key, value));
    return records;
  }

  /** A negative time counts its fraction upwards in the kernel, downwards in an archive. */
  static String time(long seconds, int nanos) {
    if (nanos == 0) {
      return Long.toString(seconds);
    }
    boolean negative = seconds < 0;
    long whole = negative ? -(seconds + 1) : seconds;
    int fraction = negative ? 1_000_000_000 - nanos : nanos;
    return (negative ? "-" : "")
        + whole
        + "."
        + String.format(java.util.Locale.ROOT, "%09d", fraction);
  }

  private void extension(TarEntry entry, Map<String, byte[]> records) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      byte[] key = record.getKey().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      int rest = key.length + record.getValue().length + 3; // a space, an equals sign, a line's end
      int length = rest + Integer.toString(rest).length();
      length = rest + Integer.toString(length).length();
      all.writeBytes(text(length + " "));
      all.writeBytes(key);
      all.write('=');
      all.writeBytes(record.getValue());
      all.write('\n');
    }
    byte[] name = TarPath.join(text("PaxHeaders"), TarPath.name(entry.name()));
    header(entry, 'x', name, all.size());
    data(all.toByteArray(), 0, all.size());
    endData();
  }

  private void header(TarEntry entry, char type, byte[] name, long size) throws IOException {
    byte[] block = new byte[BLOCK];
    put(block, 0, MOST_NAME, name);
    octal(block, 100, 8, type == 'x' ? 0644 : entry.mode());
    octal(block, 108, 8, limited(Integer.toUnsignedLong(entry.uid()), MOST_ID));
    octal(block, 116, 8, limited(Integer.toUnsignedLong(entry.gid()), MOST_ID));
    octal(block, 124, 12, limited(size, MOST_SIZE));
    octal(block, 136, 12, limited(Math.max(entry.seconds(), 0), MOST_SIZE));
    block[156] = (byte) type;
    if (type != 'x') {
      put(block, 157, MOST_NAME, entry.link());
    }
    put(block, 257, 8, new byte[] {'u', 's', 't', 'a', 'r', 0, '0', '0'});
    octal(block, 329, 8, entry.deviceMajor());
    octal(block, 337, 8, entry.deviceMinor());
    put(block, 148, 8, text("        "));
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xff;
    }
    octal(block, 148, 7, sum);
    data(block, 0, BLOCK);
  }

  private static long limited(long value, long most) {
    return value > most ? 0 : value; // the PAX header has it
  }

  private static void put(byte[] block, int offset, int most, byte[] value) {
    System.arraycopy(value, 0, block, offset, Math.min(most, value.length));
  }

  private static void octal(byte[] block, int offset, int size, long value) {
    String digits = Long.toOctalString(value);
    Arrays.fill(block, offset, offset + size - 1, (byte) '0');
    put(block, offset + size - 1 - digits.length(), digits.length(), text(digits));
    block[offset + size - 1] = 0;
  }

  private static byte[] map(SparseMap sparse) {
    StringBuilder lines = new StringBuilder().append(sparse.pieces().size()).append('\n');
    for (SparseMap.Piece piece : sparse.pieces()) {
      lines.append(piece.offset()).append('\n').append(piece.length()).append('\n');
    }
    byte[] map = text(lines.toString());
    return Arrays.copyOf(map, map.length + (-map.length & (BLOCK - 1)));
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }
}
