package jcompose.engine.rootfs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/** Extended attributes of files. */
final class Attributes {
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final List<String> OVERLAYS = List.of("trusted.overlay.", "user.overlay.");
  static final String CAPABILITY = "security.capability";
  private static final int MOST_NAMES = 1 << 16;

  private Attributes() {}

  /** Marks a folder as hiding what lower layers have in it. */
  static void opaque(int folder) {
    put("/proc/self/fd/" + folder, Syscall.SETXATTR, OPAQUE, new byte[] {'y'}, true);
  }

  /** Whether a folder in a folder hides what lower layers have in it. */
  static boolean isOpaque(int folder, byte[] name) {
    try (NativeMemory memory = new NativeMemory()) {
      long value = memory.allocate(1);
      long size =
          Kernel.call(
              Syscall.LGETXATTR,
              memory.string(prefixed(folder, name)),
              memory.string(OPAQUE),
              value,
              1);
      return size == 1 && NativeMemory.getBytes(value, 1)[0] == 'y';
    }
  }

  /** Overlayfs's own words, which are not an archive's to say. */
  private static boolean isOverlays(String key) {
    return OVERLAYS.stream().anyMatch(key::startsWith);
  }

  /** Sets what an archive says of an open file, but for overlayfs's own attributes. */
  static void set(int file, String key, byte[] value) {
    if (!isOverlays(key)) {
      put("/proc/self/fd/" + file, Syscall.SETXATTR, key, value, CAPABILITY.equals(key));
    }
  }

  /** The same for a name in a folder; a link is not followed. */
  static void set(int folder, byte[] name, String key, byte[] value) {
    if (!isOverlays(key)) {
      put(prefixed(folder, name), Syscall.LSETXATTR, key, value, CAPABILITY.equals(key));
    }
  }

  /**
   * A file system that has no such attributes, or none on such a file, loses them without a word,
   * as other engines do; a program without its capabilities would fail much later, so that one is
   * an error.
   */
  private static void put(Object path, Syscall call, String key, byte[] value, boolean needed) {
    try (NativeMemory memory = new NativeMemory()) {
      long result =
          Kernel.call(
              call,
              path instanceof byte[] bytes ? memory.string(bytes) : memory.string((String) path),
              memory.string(key.getBytes(StandardCharsets.ISO_8859_1)),
              memory.bytes(value),
              value.length,
              0);
      boolean unsupported =
          result == -Errno.ENOTSUP.number()
              || (result == -Errno.EPERM.number() && key.startsWith("user."));
      if (result < 0 && (needed || !unsupported)) {
        String shown = TarPath.show(key.getBytes(StandardCharsets.ISO_8859_1));
        throw new SyscallException(
            "setxattr(\"" + shown + "\") of " + value.length + " bytes", (int) -result);
      }
    }
  }

  /** All attributes of a name in a folder but overlayfs's own; a link is not followed. */
  static Map<String, byte[]> of(int folder, byte[] name) {
    try (NativeMemory memory = new NativeMemory()) {
      long path = memory.string(prefixed(folder, name));
      return of(memory, Syscall.LLISTXATTR, Syscall.LGETXATTR, path);
    }
  }

  /** The same of an open file. */
  static Map<String, byte[]> of(int file) {
    try (NativeMemory memory = new NativeMemory()) {
      return of(memory, Syscall.FLISTXATTR, Syscall.FGETXATTR, file);
    }
  }

  private static Map<String, byte[]> of(
      NativeMemory memory, Syscall listing, Syscall getting, long subject) {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    long buffer = memory.allocate(MOST_NAMES);
    long length = Kernel.call(listing, subject, buffer, MOST_NAMES);
    if (length <= 0) {
      return attributes;
    }
    String names =
        new String(NativeMemory.getBytes(buffer, (int) length), StandardCharsets.ISO_8859_1);
    for (String key : names.split("\0", 0)) {
      long size =
          Kernel.call(
              getting,
              subject,
              memory.string(key.getBytes(StandardCharsets.ISO_8859_1)),
              buffer,
              MOST_NAMES);
      if (size >= 0 && !isOverlays(key)) {
        attributes.put(key, NativeMemory.getBytes(buffer, (int) size));
      }
    }
    return attributes;
  }

  /** The calls of 2026's oldest supported kernels take no folder: /proc stands in for it. */
  private static byte[] prefixed(int folder, byte[] name) {
    byte[] prefix = ("/proc/self/fd/" + folder + "/").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(prefix.length + name.length).put(prefix).put(name).array();
  }
}
