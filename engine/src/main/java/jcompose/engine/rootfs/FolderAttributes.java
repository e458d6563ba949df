package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;

import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/** A layer of folders and nothing in them, which says what they are like. */
final class FolderAttributes {
  private static final int PERMISSIONS = 07777;

  /**
   * What a folder is like.
   *
   * @param attributes extended ones, the values in hexadecimal
   */
  record Values(
      int uid, int gid, int mode, Map<String, String> attributes, long seconds, int nanos) {
    static Values of(int folder, byte[] name) {
      FileStatus status = FileStatus.of(folder, name);
      Map<String, String> attributes = new TreeMap<>();
      Attributes.of(folder, name)
          .forEach((key, value) -> attributes.put(key, HexFormat.of().formatHex(value)));
      return new Values(
          status.uid(),
          status.gid(),
          status.mode() & PERMISSIONS,
          attributes,
          status.seconds(),
          status.nanos());
    }
  }

  private final NavigableMap<String, Values> folders = new TreeMap<>();

  void put(String path, Values values) {
    folders.put(path, values);
  }

  boolean isEmpty() {
    return folders.isEmpty();
  }

  /** The folders, the root among them, that are needed for those that are there. */
  Set<String> missingParents() {
    Set<String> parents = new TreeSet<>();
    for (String path : folders.keySet()) {
      for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        parents.add(path.substring(0, end));
      }
      parents.add("");
    }
    parents.removeAll(folders.keySet());
    return parents;
  }

  /** Makes them in an empty folder. */
  void write(RootFolder root) {
    CallBuffers buffers = root.buffers;
    folders.forEach(
        (path, values) -> {
          byte[] name = path.getBytes(ISO_8859_1);
          if (!path.isEmpty()) {
            Kernel.check(
                "mkdirat(\"" + TarPath.show(name) + "\")",
                Syscall.MKDIRAT,
                root.descriptor(),
                buffers.path(name),
                0700);
          }
          own(root, name, values);
        });
    // making a folder changes the time of the one that it is in
    folders
        .descendingMap()
        .forEach(
            (path, values) ->
                Kernel.check(
                    "utimensat",
                    Syscall.UTIMENSAT,
                    root.descriptor(),
                    buffers.path(path.isEmpty() ? new byte[] {'.'} : path.getBytes(ISO_8859_1)),
                    buffers.times(values.seconds(), values.nanos()),
                    0));
  }

  private static void own(RootFolder root, byte[] name, Values values) {
    int folder = root.open(name, DIRECTORY | NOFOLLOW | CLOEXEC);
    if (folder < 0) {
      throw new SyscallException("openat2(\"" + TarPath.show(name) + "\")", -folder);
    }
    try {
      Kernel.check("fchown", Syscall.FCHOWN, folder, values.uid(), values.gid());
      Kernel.check("fchmod", Syscall.FCHMOD, folder, values.mode());
      values
          .attributes()
          .forEach((key, value) -> Attributes.set(folder, key, HexFormat.of().parseHex(value)));
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }
}
