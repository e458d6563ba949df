package jcompose.engine.rootfs;

import static jcompose.engine.linux.OpenFlags.AT_FDCWD;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.PATH;
import static jcompose.engine.linux.OpenFlags.RDONLY;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.EngineException;
import jcompose.engine.linux.DirectoryDescriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, or a folder with everything in it, into an archive, while others may change it. No
 * link is followed: each name is opened in its folder, and looked at when it is open.
 *
 * <p>What the kernel makes up (/proc and its like) stays an empty folder, sockets are left out.
 */
public final class TreeReader {
  private static final int S_IFSOCK = 0140000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final int DEEPEST = 256;
  private static final int PART = 1 << 18;
  private static final int MOST_LINK = 4096;

  private final CallBuffers buffers = new CallBuffers();
  private final ByteBuffer part = ByteBuffer.allocateDirect(PART);
  private final byte[] copy = new byte[PART];
  private final TarWriter tar;
  private final IdMap ids;
  private final Map<List<Long>, byte[]> seen = new HashMap<>();

  private TreeReader(OutputStream out, IdMap ids) {
    this.tar = new TarWriter(out);
    this.ids = ids;
  }

  /**
   * Writes a whole archive.
   *
   * @param folder an open folder, which stays the caller's
   * @param name in that folder; {@code .} for the folder itself
   * @param as what it is called in the archive; empty for the root of the archive
   * @param ids how owners are written
   * @throws IOException when the archive cannot be written
   * @throws SyscallException when the tree cannot be read
   */
  public static void read(int folder, byte[] name, byte[] as, IdMap ids, OutputStream out)
      throws IOException {
    TreeReader reader = new TreeReader(out, ids);
    reader.entry(folder, name, as, 0);
    reader.tar.finish();
  }

  private void entry(int folder, byte[] name, byte[] path, int depth) throws IOException {
    int reference =
        (int) Kernel.call(Syscall.OPENAT, folder, buffers.path(name), PATH | NOFOLLOW | CLOEXEC);
    if (reference == -Errno.ENOENT.number() && depth > 0) {
      return; // gone since its folder was listed
    }
    check("openat", path, reference);
    try {
      FileStatus status = FileStatus.of(reference);
      if (status.type() == S_IFSOCK) {
        return;
      }
      byte[] first =
          status.links() > 1 && !status.isDirectory()
              ? seen.putIfAbsent(List.of(status.device(), status.inode()), path)
              : null;
      if (first != null) {
        tar.entry(described(path, TarEntry.HARD_LINK, first, status, 0, null, Map.of()));
      } else if (status.isDirectory()) {
        folder(reference, path, status, depth);
      } else if (status.isRegular()) {
        file(reference, path, status);
      } else {
        byte[] link = status.isLink() ? link(reference, path) : new byte[0];
        tar.entry(described(path, type(status), link, status, 0, null, Map.of()));
      }
    } finally {
      Kernel.call(Syscall.CLOSE, reference);
    }
  }

  private static char type(FileStatus status) {
    if (status.isLink()) {
      return TarEntry.SYMBOLIC_LINK;
    }
    return switch (status.type()) {
      case S_IFCHR -> TarEntry.CHARACTER_DEVICE;
      case S_IFBLK -> TarEntry.BLOCK_DEVICE;
      default -> TarEntry.FIFO;
    };
  }

  private void folder(int reference, byte[] path, FileStatus status, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new EngineException(
          "'" + TarPath.show(path) + "' lies deeper than " + DEEPEST + " folders");
    }
    int folder = reopen(reference, path, DIRECTORY);
    try {
      tar.entry(
          described(path, TarEntry.DIRECTORY, new byte[0], status, 0, null, attributes(folder)));
      if (KernelFileSystem.holds(folder)) {
        return;
      }
      for (byte[] name : DirectoryDescriptor.names(folder)) {
        entry(folder, name, TarPath.join(path, name), depth + 1);
      }
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  private void file(int reference, byte[] path, FileStatus status) throws IOException {
    int file = reopen(reference, path, 0);
    try {
      FileHoles holes = FileHoles.of(file, status.size());
      SparseMap sparse = holes.sparse();
      long size = sparse == null ? status.size() : sparse.stored();
      tar.entry(
          described(path, TarEntry.FILE, new byte[0], status, size, sparse, attributes(file)));
      for (SparseMap.Piece piece : holes.pieces()) {
        content(file, path, piece);
      }
      tar.endData();
    } finally {
      Kernel.call(Syscall.CLOSE, file);
    }
  }

  /** A file that grows is as long as it was when its header was written. */
  private void content(int file, byte[] path, SparseMap.Piece piece) throws IOException {
    long done = 0;
    while (done < piece.length()) {
      long wanted = Math.min(PART, piece.length() - done);
      long address = NativeMemory.addressOf(part);
      long length = Kernel.call(Syscall.PREAD64, file, address, wanted, piece.offset() + done);
      check("read", path, length);
      if (length == 0) {
        throw new EngineException(
            "'" + TarPath.show(path) + "' became shorter while it was read; copy it again");
      }
      part.get(0, copy, 0, (int) length);
      tar.data(copy, 0, (int) length);
      done += length;
    }
  }

  private TarEntry described(
      byte[] path,
      char type,
      byte[] link,
      FileStatus status,
      long size,
      @Nullable SparseMap sparse,
      Map<String, byte[]> attributes) {
    return new TarEntry(
        type,
        path,
        link,
        size,
        status.mode() & 07777,
        ids.uid(status.uid()),
        ids.gid(status.gid()),
        status.seconds(),
        status.nanos(),
        status.deviceMajor(),
        status.deviceMinor(),
        attributes,
        sparse);
  }

  /** Those that mean the same elsewhere: a user's own, and a program's capabilities. */
  private static Map<String, byte[]> attributes(int file) {
    Map<String, byte[]> kept = new LinkedHashMap<>();
    Attributes.of(file)
        .forEach(
            (key, value) -> {
              if (key.startsWith("user.") || key.equals(Attributes.CAPABILITY)) {
                kept.put(key, value);
              }
            });
    return kept;
  }

  private byte[] link(int reference, byte[] path) {
    try (NativeMemory memory = new NativeMemory()) {
      long target = memory.allocate(MOST_LINK);
      long length =
          Kernel.call(Syscall.READLINKAT, reference, buffers.path(new byte[0]), target, MOST_LINK);
      check("readlinkat", path, length);
      return NativeMemory.getBytes(target, (int) length);
    }
  }

  /** Opens what a descriptor stands for, which is neither a FIFO nor a device. */
  private int reopen(int reference, byte[] path, long flags) {
    byte[] self = ("/proc/self/fd/" + reference).getBytes(StandardCharsets.US_ASCII);
    long result =
        Kernel.call(Syscall.OPENAT, AT_FDCWD, buffers.path(self), RDONLY | CLOEXEC | flags);
    check("open", path, result);
    return (int) result;
  }

  private static void check(String call, byte[] path, long result) {
    if (result < 0) {
      throw new SyscallException(call + " of '" + TarPath.show(path) + "'", (int) -result);
    }
  }
}
