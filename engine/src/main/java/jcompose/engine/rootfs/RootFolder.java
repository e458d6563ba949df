package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static jcompose.engine.linux.OpenFlags.AT_FDCWD;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.PATH;
import static jcompose.engine.linux.OpenFlags.RESOLVE_IN_ROOT;
import static jcompose.engine.linux.OpenFlags.RESOLVE_NO_MAGICLINKS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * A folder taken for the root of a file system: whatever paths and links say, nothing outside of it
 * is reached, since the kernel resolves them so (openat2 with RESOLVE_IN_ROOT).
 *
 * <p>Not safe for use by several threads.
 */
final class RootFolder implements AutoCloseable {
  private static final byte[] SELF = {'.'};

  private static final int MOST_TRIES = 10_000;

  /** What a set needs for an element besides its characters. */
  private static final int ENTRY_SIZE = 120;

  final CallBuffers buffers = new CallBuffers();
  private final int descriptor;
  private final int uid;
  private final int gid;
  private final Set<String> implied = new TreeSet<>(Set.of(""));
  private long impliedSize;
  private long made;
  private int parent = -1;
  private byte @Nullable [] parentPath;

  /** Owns the descriptor from now on. */
  RootFolder(int descriptor) {
    this(descriptor, 0, 0);
  }

  /** The same, with another owner of folders that nothing describes. */
  RootFolder(int descriptor, int uid, int gid) {
    this.descriptor = descriptor;
    this.uid = uid;
    this.gid = gid;
  }

  static RootFolder open(Path path) {
    return new RootFolder(openDirectory(path));
  }

  static int openDirectory(Path path) {
    long result =
        Kernel.call(
            Syscall.OPENAT,
            AT_FDCWD,
            new CallBuffers().path(path.toString().getBytes(StandardCharsets.UTF_8)),
            DIRECTORY | CLOEXEC);
    if (result < 0) {
      throw new SyscallException("openat(\"" + path + "\", DIRECTORY)", (int) -result);
    }
    return (int) result;
  }

  int descriptor() {
    return descriptor;
  }

  /** Opens what a path leads to inside the root; the descriptor or {@code -errno}. */
  int open(byte[] path, long flags) {
    int result = -Errno.EAGAIN.number();
    // EAGAIN: something was renamed while the kernel went up by '..'
    for (int tries = 0; result == -Errno.EAGAIN.number() && tries < MOST_TRIES; tries++) {
      result =
          (int)
              Kernel.call(
                  Syscall.OPENAT2,
                  descriptor,
                  buffers.path(path.length == 0 ? SELF : path),
                  buffers.how(flags | CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS),
                  CallBuffers.HOW_SIZE);
    }
    return result;
  }

  /** A descriptor of a folder, which stays this object's; missing folders are made. */
  int parent(byte[] path) {
    if (parentPath == null || !Arrays.equals(parentPath, path)) {
      int opened = openOrMake(path);
      forgetParent();
      parent = opened;
      parentPath = path;
    }
    return parent;
  }

  /** Whether a path leads through something inside the root that is there and is no folder. */
  boolean isBelowFile(byte[] path) {
    int end = existing(path);
    if (end == path.length) {
      return false;
    }
    int next = TarPath.componentEnd(path, end == 0 ? 0 : end + 1);
    int opened = open(Arrays.copyOf(path, next), PATH);
    if (opened < 0) {
      return false;
    }
    try {
      return !FileStatus.of(opened).isDirectory();
    } finally {
      Kernel.call(Syscall.CLOSE, opened);
    }
  }

  /** To be called when a folder or link was replaced: the parent may now be another one. */
  void forgetParent() {
    if (parent >= 0) {
      Kernel.call(Syscall.CLOSE, parent);
    }
    parent = -1;
    parentPath = null;
  }

  private int openOrMake(byte[] path) {
    int opened = open(path, DIRECTORY | PATH);
    if (opened >= 0) {
      return opened;
    }
    if (!isAbsent(opened)) {
      throw refused(path, opened);
    }
    int end = existing(path);
    byte[] existing = Arrays.copyOf(path, end);
    opened = open(existing, DIRECTORY | PATH);
    if (opened < 0) {
      throw refused(existing, opened);
    }
    while (end < path.length) {
      int start = end == 0 ? 0 : end + 1;
      end = TarPath.componentEnd(path, start);
      int above = opened;
      try {
        opened = make(above, Arrays.copyOfRange(path, start, end), Arrays.copyOf(path, end));
      } finally {
        Kernel.call(Syscall.CLOSE, above);
      }
    }
    return opened;
  }

  /**
   * The length of a path's longest part that is there, of one that is not there as a whole. Most
   * often only the last folder is missing; of a path of 2,000 folders a few are asked for, since
   * the kernel walks to each anew.
   */
  private int existing(byte[] path) {
    int[] ends = TarPath.ends(path);
    int there = 0;
    int absent = ends.length - 1;
    for (int step = 1; absent - there > 1; step *= 2) {
      int middle = Math.max(absent - step, (there + absent) / 2);
      int opened = open(Arrays.copyOf(path, ends[middle]), DIRECTORY | PATH);
      if (isAbsent(opened)) {
        absent = middle;
      } else if (opened < 0) {
        throw refused(path, opened);
      } else {
        Kernel.call(Syscall.CLOSE, opened);
        there = middle;
      }
    }
    return ends[there];
  }

  /** Notes that a folder's owner, mode and time are known. */
  void described(byte[] path) {
    if (implied.remove(new String(path, ISO_8859_1))) {
      impliedSize -= path.length;
    }
  }

  /**
   * Gives the folders that nothing describes a time that is always the same, 1970, and forgets
   * those that are gone again. To be called when everything is in the root.
   */
  void settle() {
    implied.removeIf(
        path -> {
          int opened = open(path.getBytes(ISO_8859_1), DIRECTORY | NOFOLLOW);
          if (opened < 0) {
            return true;
          }
          try {
            Kernel.check("utimensat", Syscall.UTIMENSAT, opened, 0, buffers.times(0, 0), 0);
          } finally {
            Kernel.call(Syscall.CLOSE, opened);
          }
          return false;
        });
  }

  /**
   * The folders, the root among them, that are there only because of what is in them, as paths
   * whose bytes are the characters.
   */
  Set<String> implied() {
    return Set.copyOf(implied);
  }

  /** How many folders were made that nothing describes, those that are gone again included. */
  long made() {
    return made;
  }

  /** About how many bytes of memory the paths of {@link #implied} take. */
  long impliedMemory() {
    return impliedSize + ENTRY_SIZE * (long) implied.size();
  }

  private static boolean isAbsent(int result) {
    return result == -Errno.ENOENT.number() || result == -Errno.ENOTDIR.number();
  }

  /**
   * Answers the folder, open. One that no entry describes is the given owner's; one that takes a
   * whiteout's place is opaque.
   */
  private int make(int folder, byte[] name, byte[] path) {
    long result = Kernel.call(Syscall.MKDIRAT, folder, buffers.path(name), 0755);
    boolean hides = result == -Errno.EEXIST.number() && FileStatus.of(folder, name).isWhiteout();
    if (hides) {
      Kernel.call(Syscall.UNLINKAT, folder, buffers.path(name), 0);
      result = Kernel.call(Syscall.MKDIRAT, folder, buffers.path(name), 0755);
    }
    if (result < 0) {
      boolean other = result == -Errno.EEXIST.number();
      throw new SyscallException(
          "mkdirat(\""
              + TarPath.show(path)
              + "\")"
              + (other ? ", which is no folder and leads to none inside the root" : ""),
          (int) -result);
    }
    int opened =
        (int)
            Kernel.call(Syscall.OPENAT, folder, buffers.path(name), DIRECTORY | NOFOLLOW | CLOEXEC);
    if (opened < 0) {
      throw refused(path, opened);
    }
    boolean complete = false;
    try {
      Kernel.check("fchown", Syscall.FCHOWN, opened, uid, gid); // not the group of a setgid parent
      Kernel.check("fchmod", Syscall.FCHMOD, opened, 0755);
      if (hides) {
        Attributes.opaque(opened);
      }
      made++;
      if (implied.add(new String(path, ISO_8859_1))) {
        impliedSize += path.length;
      }
      complete = true;
      return opened;
    } finally {
      if (!complete) {
        Kernel.call(Syscall.CLOSE, opened);
      }
    }
  }

  private static SyscallException refused(byte[] path, int result) {
    return new SyscallException("openat2(\"" + TarPath.show(path) + "\", DIRECTORY)", -result);
  }

  @Override
  public void close() {
    forgetParent();
    Kernel.call(Syscall.CLOSE, descriptor);
  }
}
