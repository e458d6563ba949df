package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jcompose.engine.linux.OpenFlags.AT_FDCWD;
import static jcompose.engine.linux.OpenFlags.AT_SYMLINK_NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.CREAT;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.EXCL;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.PATH;
import static jcompose.engine.linux.OpenFlags.RDONLY;
import static jcompose.engine.linux.OpenFlags.WRONLY;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.state.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive's entries below a root. Owner, mode, attributes and time are set in this order:
 * a new owner takes setuid bits and capabilities away, and everything changes the time.
 */
final class EntryWriter {
  private static final byte[] UNFINISHED = ".jcompose-unfinished".getBytes(US_ASCII);
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final int S_IFIFO = 0010000;

  private final RootFolder root;
  private final CallBuffers buffers;
  private final ArchiveStream stream;
  private final TarReader tar;
  private final Existing existing;
  private boolean replaced;

  /** What becomes of something else that has an entry's name. */
  enum Existing {
    /** It goes, a folder with everything in it: the later entry of an archive wins. */
    REPLACED,

    /**
     * A folder and what is none never take each other's place. A file is replaced when its new
     * content is there as a whole.
     */
    KEPT
  }

  EntryWriter(RootFolder root, ArchiveStream stream, TarReader tar, Existing existing) {
    this.existing = existing;
    this.root = root;
    this.buffers = root.buffers;
    this.stream = stream;
    this.tar = tar;
  }

  void file(TarEntry entry) throws IOException {
    int parent = parent(entry);
    byte[] name = name(entry);
    byte[] made = existing == Existing.KEPT ? UNFINISHED : name;
    long flags = WRONLY | CREAT | EXCL | CLOEXEC;
    int file =
        (int)
            making(
                "openat",
                entry,
                made,
                () -> Kernel.call(Syscall.OPENAT, parent, buffers.path(made), flags, 0600));
    boolean complete = false;
    try {
      content(entry, file);
      own(entry, file);
      check(
          "utimensat",
          entry,
          Kernel.call(
              Syscall.UTIMENSAT, file, 0, buffers.times(entry.seconds(), entry.nanos()), 0));
      if (existing == Existing.KEPT) {
        publish(entry, parent, name);
      }
      complete = true;
    } finally {
      Kernel.call(Syscall.CLOSE, file);
      if (!complete && existing == Existing.KEPT) {
        Kernel.call(Syscall.UNLINKAT, parent, buffers.path(UNFINISHED), 0);
      }
    }
  }

  private void publish(TarEntry entry, int parent, byte[] name) {
    requireNoMount(entry, parent, name);
    long result =
        Kernel.call(
            Syscall.RENAMEAT2,
            parent,
            buffers.path(UNFINISHED),
            parent,
            buffers.otherPath(name),
            0);
    if (result == -Errno.EISDIR.number()) {
      throw folderThere(entry);
    }
    check("rename", entry, result);
  }

  /** The kernel would take away what another mount namespace has mounted there. */
  private static void requireNoMount(TarEntry entry, int parent, byte[] name) {
    FileStatus there = status(parent, name);
    if (there != null && there.mountRoot()) {
      throw new SyscallException("rename of '" + entry.shown() + "'", Errno.EBUSY.number());
    }
  }

  private static EngineException folderThere(TarEntry entry) {
    return new EngineException(
        "'" + entry.shown() + "' is a folder there, which what is none does not replace");
  }

  private void content(TarEntry entry, int file) throws IOException {
    SparseMap sparse = entry.sparse();
    if (sparse == null) {
      copy(entry, file, 0, entry.size());
      return;
    }
    check("ftruncate", entry, Kernel.call(Syscall.FTRUNCATE, file, sparse.realSize()));
    for (SparseMap.Piece piece : sparse.pieces()) {
      copy(entry, file, piece.offset(), piece.length());
    }
  }

  private void copy(TarEntry entry, int file, long offset, long length) throws IOException {
    long done = 0;
    while (done < length) {
      if (!stream.hasMore()) {
        throw stream.truncated();
      }
      long part = Math.min(length - done, stream.available());
      long written = Kernel.call(Syscall.PWRITE64, file, stream.address(), part, offset + done);
      if (written < 0) {
        long missing = entry.size() - done;
        throw new SyscallException(
            "write to '" + entry.shown() + "', " + missing + " bytes left", (int) -written);
      }
      stream.advance((int) written);
      tar.consumed(written);
      done += written;
    }
  }

  void folder(TarEntry entry) {
    root.described(entry.name());
    if (entry.name().length == 0) {
      own(entry, root.descriptor());
      return;
    }
    int parent = parent(entry);
    byte[] name = name(entry);
    long made = Kernel.call(Syscall.MKDIRAT, parent, buffers.path(name), 0700);
    boolean hides = made == -Errno.EEXIST.number() && isWhiteout(parent, name);
    int folder = openFolder(parent, name);
    if (folder < 0 && existing == Existing.KEPT && made == -Errno.EEXIST.number()) {
      throw new EngineException(
          "'" + entry.shown() + "' is no folder there, and a folder does not replace it");
    }
    if (folder < 0) {
      // Something else has the name: it goes, a link is not followed.
      remove(entry, name);
      made = Kernel.call(Syscall.MKDIRAT, parent, buffers.path(name), 0700);
      folder = openFolder(parent, name);
    }
    check("mkdirat", entry, folder < 0 && made < 0 ? made : folder);
    try {
      own(entry, folder);
      if (hides) {
        Attributes.opaque(folder);
      }
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  private int openFolder(int parent, byte[] name) {
    return (int)
        Kernel.call(
            Syscall.OPENAT, parent, buffers.path(name), RDONLY | DIRECTORY | NOFOLLOW | CLOEXEC);
  }

  private void own(TarEntry entry, int file) {
    check("fchown", entry, Kernel.call(Syscall.FCHOWN, file, entry.uid(), entry.gid()));
    check("fchmod", entry, Kernel.call(Syscall.FCHMOD, file, entry.mode()));
    entry.attributes().forEach((key, value) -> Attributes.set(file, key, value));
  }

  void symbolicLink(TarEntry entry) {
    int parent = parent(entry);
    byte[] name = name(entry);
    making(
        "symlinkat",
        entry,
        () ->
            Kernel.call(
                Syscall.SYMLINKAT, buffers.otherPath(entry.link()), parent, buffers.path(name)));
    ownByName(entry, parent, name);
  }

  void node(TarEntry entry) {
    int parent = parent(entry);
    byte[] name = name(entry);
    int type =
        switch (entry.type()) {
          case TarEntry.CHARACTER_DEVICE -> S_IFCHR;
          case TarEntry.BLOCK_DEVICE -> S_IFBLK;
          default -> S_IFIFO;
        };
    long device = Devices.number(entry.deviceMajor(), entry.deviceMinor());
    making(
        "mknodat",
        entry,
        () ->
            Kernel.call(Syscall.MKNODAT, parent, buffers.path(name), type | entry.mode(), device));
    ownByName(entry, parent, name);
    modeByName(entry, parent, name);
    setTime(entry, parent, name);
  }

  /** fchmodat(2) follows a link, which a process of the container may have put there meanwhile. */
  private void modeByName(TarEntry entry, int parent, byte[] name) {
    long found = Kernel.call(Syscall.OPENAT, parent, buffers.path(name), PATH | NOFOLLOW | CLOEXEC);
    check("openat", entry, found);
    try (Descriptor node = Descriptor.owning((int) found)) {
      byte[] self = ("/proc/self/fd/" + node.number()).getBytes(US_ASCII);
      check(
          "fchmodat",
          entry,
          Kernel.call(Syscall.FCHMODAT, AT_FDCWD, buffers.path(self), entry.mode()));
    }
  }

  private void ownByName(TarEntry entry, int parent, byte[] name) {
    check(
        "fchownat",
        entry,
        Kernel.call(
            Syscall.FCHOWNAT,
            parent,
            buffers.path(name),
            entry.uid(),
            entry.gid(),
            AT_SYMLINK_NOFOLLOW));
    entry.attributes().forEach((key, value) -> Attributes.set(parent, name, key, value));
    setTime(entry, parent, name);
  }

  private void setTime(TarEntry entry, int parent, byte[] name) {
    check(
        "utimensat",
        entry,
        Kernel.call(
            Syscall.UTIMENSAT,
            parent,
            buffers.path(name),
            buffers.times(entry.seconds(), entry.nanos()),
            AT_SYMLINK_NOFOLLOW));
  }

  /** The target is a name in this layer; a link on the way is resolved inside the root too. */
  void hardLink(TarEntry entry) {
    byte[] target = TarPath.clean(entry.link());
    int targetParent = root.open(TarPath.parent(target), DIRECTORY | PATH);
    if (targetParent < 0) {
      throw noTarget(entry, target, "which the layer does not have");
    }
    try {
      int parent = parent(entry);
      byte[] name = name(entry);
      byte[] targetName = TarPath.name(target);
      FileStatus status = status(targetParent, targetName);
      if (target.length == 0 || status == null || status.isWhiteout()) {
        throw noTarget(entry, target, "which the layer does not have");
      }
      if (status.isDirectory()) {
        throw noTarget(entry, target, "which is a folder");
      }
      if (Arrays.equals(target, entry.name())) {
        return; // linked to itself: replacing it would lose the file
      }
      making(
          "linkat(\"" + TarPath.show(target) + "\")",
          entry,
          () ->
              Kernel.call(
                  Syscall.LINKAT,
                  targetParent,
                  buffers.otherPath(targetName),
                  parent,
                  buffers.path(name),
                  0));
    } finally {
      Kernel.call(Syscall.CLOSE, targetParent);
    }
  }

  private static BadLayerException noTarget(TarEntry entry, byte[] target, String why) {
    return new BadLayerException(
        "'" + entry.shown() + "' is a hard link to '" + TarPath.show(target) + "', " + why);
  }

  /** Does nothing in what is no folder: umoci writes so where a file takes a folder's place. */
  void whiteout(byte[] folder, byte[] name) {
    int parent;
    try {
      parent = root.parent(folder);
    } catch (SyscallException refused) {
      if (root.isBelowFile(folder)) {
        return;
      }
      throw refused;
    }
    long result = Kernel.call(Syscall.MKNODAT, parent, buffers.path(name), S_IFCHR, 0);
    if (result == -Errno.EEXIST.number()) {
      // The layer itself has the name: what it has stays, and hides what lies below.
      int existing = openFolder(parent, name);
      if (existing >= 0) {
        Attributes.opaque(existing);
        Kernel.call(Syscall.CLOSE, existing);
      }
    } else if (result < 0) {
      throw new SyscallException("mknodat whiteout of '" + TarPath.show(name) + "'", (int) -result);
    }
  }

  void opaque(byte[] folder) {
    root.parent(folder);
    int opened = root.open(folder, RDONLY | DIRECTORY);
    if (opened < 0) {
      throw new SyscallException("openat2(\"" + TarPath.show(folder) + "\")", -opened);
    }
    try {
      Attributes.opaque(opened);
    } finally {
      Kernel.call(Syscall.CLOSE, opened);
    }
  }

  /** Does nothing when the folder was replaced by something else later. */
  void folderTime(byte[] path, long seconds, int nanos) {
    int folder = root.open(path, RDONLY | DIRECTORY | NOFOLLOW);
    if (folder < 0) {
      return;
    }
    try {
      Kernel.check(
          "utimensat of '" + TarPath.show(path) + "'",
          Syscall.UTIMENSAT,
          folder,
          0,
          buffers.times(seconds, nanos),
          0);
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  /** Tries again after what has the name was removed: the later entry of an archive wins. */
  private long making(String call, TarEntry entry, LongSupplier attempt) {
    return making(call, entry, name(entry), attempt);
  }

  private long making(String call, TarEntry entry, byte[] name, LongSupplier attempt) {
    long result = attempt.getAsLong();
    if (result == -Errno.EEXIST.number()) {
      remove(entry, name);
      result = attempt.getAsLong();
    }
    check(call, entry, result);
    return result;
  }

  private void remove(TarEntry entry, byte[] name) {
    int parent = parent(entry);
    if (existing == Existing.KEPT) {
      requireNoMount(entry, parent, name);
    }
    long result = Kernel.call(Syscall.UNLINKAT, parent, buffers.path(name), 0);
    if (result == -Errno.EISDIR.number()) {
      if (existing == Existing.KEPT) {
        throw folderThere(entry);
      }
      Trees.delete(parent, name);
    } else {
      check("unlinkat", entry, result);
    }
    replaced = true;
  }

  /** To be called after each entry: the next one's folder may not be reached the same way. */
  void entryEnds() {
    if (replaced) {
      root.forgetParent();
      replaced = false;
    }
  }

  private static @Nullable FileStatus status(int parent, byte[] name) {
    try {
      return FileStatus.of(parent, name);
    } catch (SyscallException absent) {
      return null;
    }
  }

  private static boolean isWhiteout(int parent, byte[] name) {
    FileStatus status = status(parent, name);
    return status != null && status.isWhiteout();
  }

  private int parent(TarEntry entry) {
    if (entry.name().length == 0) {
      throw new BadLayerException("the root of the layer is not a folder");
    }
    return root.parent(TarPath.parent(entry.name()));
  }

  private static byte[] name(TarEntry entry) {
    return TarPath.name(entry.name());
  }

  private static void check(String call, TarEntry entry, long result) {
    if (result < 0) {
      throw new SyscallException(call + " of '" + entry.shown() + "'", (int) -result);
    }
  }
}
