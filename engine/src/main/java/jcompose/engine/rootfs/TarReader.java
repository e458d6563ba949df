package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.engine.BadLayerException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a tar archive: ustar, GNU and PAX.
 *
 * <p>Not commons-compress: that one decodes attribute values as UTF-8, which breaks {@code
 * security.capability}, and holds names and PAX headers of any size in memory.
 */
final class TarReader {
  private static final Charset ISO = StandardCharsets.ISO_8859_1;
  private static final int BLOCK = 512;
  private static final int SUM = 148;
  private static final int MOST_EXTENSION = 1 << 20;

  private final ArchiveStream stream;
  private final byte[] block = new byte[BLOCK];
  private long unread;
  private long padding;

  TarReader(ArchiveStream stream) {
    this.stream = stream;
  }

  /** The next entry, its data not yet read, or null at the end. What was not read is skipped. */
  @Nullable TarEntry next() throws IOException {
    stream.skip(unread - padding);
    // umoci's insert leaves out what comes after the last file's data
    if (!stream.skipUnlessEnded(padding)) {
      return null;
    }
    unread = 0;
    padding = 0;
    Extensions extensions = new Extensions();
    boolean extended = false;
    while (stream.read(block) && !isZero(block)) {
      checkSum();
      char type = (char) (block[156] & 0xff);
      extended |= type != 'g';
      switch (type) {
        case 'L' -> extensions.name = text(extension(), 0, MOST_EXTENSION);
        case 'K' -> extensions.link = text(extension(), 0, MOST_EXTENSION);
        case 'x', 'X' -> extensions.records = PaxRecords.parse(extension());
        case 'g' -> extension(); // a comment of git archive; nothing of it belongs to one entry
        default -> {
          return entry(type, extensions);
        }
      }
    }
    if (extended) {
      throw new BadLayerException("the archive ends after an extension header of no entry");
    }
    return null;
  }

  /** How much of an entry's data was not yet read; the entry's reader keeps it true. */
  void consumed(long bytes) {
    unread -= bytes;
  }

  private void checkSum() {
    if (!hasRightSum()) {
      throw new BadLayerException(
          "this is not a tar archive: the checksum of the header at byte "
              + (stream.position() - BLOCK)
              + " is wrong");
    }
  }

  /** The sum of all bytes, its own field taken for spaces; old programs took bytes for signed. */
  private boolean hasRightSum() {
    int unsigned = 8 * ' ';
    int signed = unsigned;
    for (int i = 0; i < BLOCK; i++) {
      if (i < SUM || i >= SUM + 8) {
        unsigned += block[i] & 0xff;
        signed += block[i];
      }
    }
    long stored;
    try {
      stored = TarNumbers.parse(block, SUM, 8);
    } catch (BadLayerException notNumeric) {
      return false;
    }
    return stored == unsigned || stored == signed;
  }

  private byte[] extension() throws IOException {
    long size = TarNumbers.parse(block, 124, 12);
    if (size < 0 || size > MOST_EXTENSION) {
      throw new BadLayerException(
          "an extension header of " + size + " bytes exceeds the limit of " + MOST_EXTENSION);
    }
    byte[] data = new byte[(int) size];
    if (size > 0 && !stream.read(data)) {
      throw stream.truncated();
    }
    stream.skip(-size & (BLOCK - 1));
    return data;
  }

  private TarEntry entry(char flag, Extensions extensions) throws IOException {
    Map<String, byte[]> records = extensions.records;
    byte[] name = extensions.name == null ? headerName() : extensions.name;
    byte[] rawName = records.getOrDefault("GNU.sparse.name", override(records, "path", name));
    byte[] link = extensions.link == null ? text(block, 157, 100) : extensions.link;
    long size = isHeaderOnly(flag) ? 0 : number(records, "size", TarNumbers.parse(block, 124, 12));
    if (size < 0 || size > Long.MAX_VALUE - BLOCK) {
      throw new BadLayerException(
          "'" + TarPath.show(rawName) + "' has the impossible size " + size);
    }
    char type = type(flag, rawName);
    byte[] mtime = records.get("mtime");
    long[] time =
        mtime == null || mtime.length == 0
            ? new long[] {TarNumbers.parse(block, 136, 12), 0}
            : TarNumbers.time(mtime);
    padding = -size & (BLOCK - 1);
    unread = size + padding;
    long before = stream.position();
    SparseMap sparse = sparse(flag, records);
    long mapSize = flag == 'S' ? 0 : stream.position() - before;
    unread -= mapSize;
    TarEntry entry =
        new TarEntry(
            type,
            TarPath.clean(rawName),
            TarPath.withoutZero(override(records, "linkpath", link)),
            size - mapSize,
            (int) TarNumbers.parse(block, 100, 8) & 07777,
            TarNumbers.id(number(records, "uid", TarNumbers.parse(block, 108, 8))),
            TarNumbers.id(number(records, "gid", TarNumbers.parse(block, 116, 8))),
            time[0],
            (int) time[1],
            device(329, Devices.MOST_MAJOR),
            device(337, Devices.MOST_MINOR),
            attributes(records),
            sparse);
    if (sparse != null && sparse.stored() != entry.size()) {
      throw new BadLayerException("the map of the sparse file '" + entry.shown() + "' is damaged");
    }
    return entry;
  }

  /** Old archives mark a folder by a slash behind a regular file's name. */
  private static char type(char flag, byte[] name) {
    boolean slash = name.length > 0 && name[name.length - 1] == '/';
    return switch (flag) {
      case 0, TarEntry.FILE -> slash ? TarEntry.DIRECTORY : TarEntry.FILE;
      case '7', 'S' -> TarEntry.FILE;
      case 'D' -> TarEntry.DIRECTORY;
      default -> flag;
    };
  }

  /** Links, devices, folders and FIFOs have no data, whatever size some writers give them. */
  private static boolean isHeaderOnly(char flag) {
    return flag >= TarEntry.HARD_LINK && flag <= TarEntry.FIFO;
  }

  private byte[] headerName() {
    byte[] name = text(block, 0, 100);
    boolean posix = block[257 + 5] == 0 && new String(block, 257, 5, ISO).equals("ustar");
    boolean star = block[508] == 't' && block[509] == 'a' && block[510] == 'r' && block[511] == 0;
    byte[] prefix = posix ? text(block, 345, star ? 131 : 155) : new byte[0];
    return prefix.length == 0 ? name : TarPath.join(prefix, name);
  }

  private @Nullable SparseMap sparse(char flag, Map<String, byte[]> records) throws IOException {
    if (flag == 'S') {
      return SparseMap.old(block.clone(), stream);
    }
    byte[] map = records.get("GNU.sparse.map");
    String major = new String(override(records, "GNU.sparse.major", new byte[] {'0'}), ISO);
    if (!major.equals("0")) {
      if (!major.equals("1")) {
        throw new BadLayerException(
            "a sparse file of GNU.sparse.major "
                + TarPath.show(major.getBytes(ISO))
                + " is not known");
      }
      return SparseMap.leading(TarNumbers.decimal(sparseSize(records, "realsize")), stream);
    }
    if (map != null) {
      long size = TarNumbers.decimal(sparseSize(records, "size"));
      return SparseMap.list(size, new String(map, ISO));
    }
    return records.containsKey("GNU.sparse.numblocks") // in the form 0.0 it may have no pieces
        ? SparseMap.list(TarNumbers.decimal(sparseSize(records, "size")), "")
        : null;
  }

  private static byte[] sparseSize(Map<String, byte[]> records, String key) {
    byte[] size = records.get("GNU.sparse." + key);
    if (size == null) {
      throw new BadLayerException("a sparse file has no GNU.sparse." + key);
    }
    return size;
  }

  /** Device numbers are empty in the headers of other entries. */
  private int device(int offset, int most) {
    char type = (char) block[156];
    if (type != TarEntry.CHARACTER_DEVICE && type != TarEntry.BLOCK_DEVICE) {
      return 0;
    }
    long number = TarNumbers.parse(block, offset, 8);
    if (number < 0 || number > most) {
      throw new BadLayerException(
          "the device number " + number + " in the archive is out of range");
    }
    return (int) number;
  }

  private static Map<String, byte[]> attributes(Map<String, byte[]> records) {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    records.forEach(
        (key, value) -> {
          if (key.startsWith("SCHILY.xattr.")) {
            TarPath.withoutZero(key.getBytes(ISO));
            attributes.put(key.substring("SCHILY.xattr.".length()), value);
          }
        });
    return attributes;
  }

  private static byte[] override(Map<String, byte[]> records, String key, byte[] otherwise) {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? otherwise : value;
  }

  private static long number(Map<String, byte[]> records, String key, long otherwise) {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? otherwise : TarNumbers.decimal(value);
  }

  private static byte[] text(byte[] from, int offset, int most) {
    int end = offset;
    while (end < from.length && end < offset + most && from[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(from, offset, end);
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** What the headers before an entry's own say of it. */
  private static final class Extensions {
    byte @Nullable [] name;
    byte @Nullable [] link;
    Map<String, byte[]> records = Map.of();
  }
}
