package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jcompose.engine.BadLayerException;

/** Names in archives: bytes, since Linux does not promise any encoding. */
final class TarPath {
  private TarPath() {}

  /**
   * A name relative to the archive's root, without empty and {@code .} components: {@code
   * /a/./b//c/} is {@code a/b/c}.
   *
   * @throws BadLayerException when a component is {@code ..}
   */
  static byte[] clean(byte[] name) {
    byte[] cleaned = new byte[withoutZero(name).length];
    int length = 0;
    int start = 0;
    while (start < name.length) {
      int end = start;
      while (end < name.length && name[end] != '/') {
        end++;
      }
      int size = end - start;
      boolean dots = name[start] == '.' && (size == 1 || (size == 2 && name[start + 1] == '.'));
      if (size == 2 && dots) {
        throw new BadLayerException("'" + show(name) + "' climbs out of the archive with '..'");
      }
      if (size > 0 && !dots) {
        if (length > 0) {
          cleaned[length++] = '/';
        }
        System.arraycopy(name, start, cleaned, length, size);
        length += size;
      }
      start = end + 1;
    }
    return Arrays.copyOf(cleaned, length);
  }

  /** The name itself, unless it has a byte at which the kernel would end it. */
  static byte[] withoutZero(byte[] name) {
    for (byte value : name) {
      if (value == 0) {
        throw new BadLayerException("the name '" + show(name) + "' contains a zero byte");
      }
    }
    return name;
  }

  /** The last component. */
  static byte[] name(byte[] path) {
    return Arrays.copyOfRange(path, lastSlash(path) + 1, path.length);
  }

  /** All but the last component; empty for the root. */
  static byte[] parent(byte[] path) {
    return Arrays.copyOf(path, Math.max(lastSlash(path), 0));
  }

  /** Where the component that begins at an offset of a clean path ends. */
  static int componentEnd(byte[] path, int start) {
    int end = start;
    while (end < path.length && path[end] != '/') {
      end++;
    }
    return end;
  }

  /** Where the components of a clean path end; the first number is 0, for the root. */
  static int[] ends(byte[] path) {
    int[] ends = new int[path.length / 2 + 2];
    int count = 1;
    for (int end = 0; end < path.length; ) {
      end = componentEnd(path, end == 0 ? 0 : end + 1);
      ends[count++] = end;
    }
    return Arrays.copyOf(ends, count);
  }

  static byte[] join(byte[] parent, byte[] name) {
    if (parent.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(parent, parent.length + 1 + name.length);
    joined[parent.length] = '/';
    System.arraycopy(name, 0, joined, parent.length + 1, name.length);
    return joined;
  }

  /** A name for a message: bytes that are not UTF-8 or would move a terminal's cursor replaced. */
  static String show(byte[] name) {
    String text = new String(name, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  private static int lastSlash(byte[] path) {
    int i = path.length - 1;
    while (i >= 0 && path[i] != '/') {
      i--;
    }
    return i;
  }
}
