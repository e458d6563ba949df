package jcompose.engine.rootfs;

import static jcompose.engine.linux.OpenFlags.AT_SYMLINK_NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.CREAT;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.EXCL;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.RDONLY;
import static jcompose.engine.linux.OpenFlags.WRONLY;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.EngineException;
import jcompose.engine.linux.DirectoryDescriptor;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/** Copies a folder with owners, modes, times, attributes and links; links are never followed. */
public final class TreeCopy {
  private static final int S_IFSOCK = 0140000;
  private static final int DEEPEST = 256;
  private static final int PART = 1 << 18;

  private final CallBuffers buffers = new CallBuffers();
  private final ByteBuffer content = ByteBuffer.allocateDirect(PART);
  private final int targetRoot;
  private final Map<List<Long>, byte[]> seen = new HashMap<>();

  private TreeCopy(int targetRoot) {
    this.targetRoot = targetRoot;
  }

  /** Copies what is in one open folder, and its own owner and mode, to another. */
  public static void copy(int source, int target) {
    new TreeCopy(target).folder(source, target, new byte[0], 0);
  }

  private void folder(int source, int target, byte[] path, int depth) {
    if (depth > DEEPEST) {
      throw new EngineException("folders lie deeper than " + DEEPEST + " in each other");
    }
    for (byte[] name : DirectoryDescriptor.names(source)) {
      entry(source, target, name, TarPath.join(path, name), depth);
    }
    FileStatus status = FileStatus.of(source);
    own(target, status, Attributes.of(source, new byte[] {'.'}));
  }

  private void entry(int source, int target, byte[] name, byte[] path, int depth) {
    FileStatus status = FileStatus.of(source, name);
    if (status.isWhiteout() || status.type() == S_IFSOCK) {
      return; // a whiteout is seen only where no overlay interprets it; a socket has no content
    }
    if (status.isDirectory()) {
      check("mkdirat", path, Kernel.call(Syscall.MKDIRAT, target, buffers.path(name), 0700));
      int from = open(source, name, RDONLY | DIRECTORY, path);
      int to = open(target, name, RDONLY | DIRECTORY, path);
      try {
        folder(from, to, path, depth + 1);
      } finally {
        Kernel.call(Syscall.CLOSE, from);
        Kernel.call(Syscall.CLOSE, to);
      }
      return;
    }
    byte[] first = status.links() > 1 ? seen.putIfAbsent(identity(status), path) : null;
    if (first != null) {
      long linked =
          Kernel.call(
              Syscall.LINKAT, targetRoot, buffers.otherPath(first), target, buffers.path(name), 0);
      check("linkat", path, linked);
    } else if (status.isRegular()) {
      file(source, target, name, path, status);
    } else {
      special(source, target, name, path, status);
    }
  }

  private static List<Long> identity(FileStatus status) {
    return List.of(status.device(), status.inode());
  }

  private void file(int source, int target, byte[] name, byte[] path, FileStatus status) {
    int from = open(source, name, RDONLY, path);
    try {
      int to = open(target, name, WRONLY | CREAT | EXCL, path);
      try {
        content(from, to, path);
        own(to, status, Attributes.of(source, name));
      } finally {
        Kernel.call(Syscall.CLOSE, to);
      }
    } finally {
      Kernel.call(Syscall.CLOSE, from);
    }
  }

  private void content(int from, int to, byte[] path) {
    long address = NativeMemory.addressOf(content);
    long length = Kernel.call(Syscall.READ, from, address, PART);
    while (length > 0) {
      long written = 0;
      while (written < length) {
        long part = Kernel.call(Syscall.WRITE, to, address + written, length - written);
        check("write", path, part);
        written += part;
      }
      length = Kernel.call(Syscall.READ, from, address, PART);
    }
    check("read", path, length);
  }

  private void special(int source, int target, byte[] name, byte[] path, FileStatus status) {
    if (status.isLink()) {
      byte[] link = readLink(source, name, path);
      check(
          "symlinkat",
          path,
          Kernel.call(Syscall.SYMLINKAT, buffers.otherPath(link), target, buffers.path(name)));
    } else {
      long device = Devices.number(status.deviceMajor(), status.deviceMinor());
      check(
          "mknodat",
          path,
          Kernel.call(Syscall.MKNODAT, target, buffers.path(name), status.mode(), device));
    }
    check(
        "fchownat",
        path,
        Kernel.call(
            Syscall.FCHOWNAT,
            target,
            buffers.path(name),
            status.uid(),
            status.gid(),
            AT_SYMLINK_NOFOLLOW));
    if (!status.isLink()) {
      check(
          "fchmodat",
          path,
          Kernel.call(Syscall.FCHMODAT, target, buffers.path(name), status.mode() & 07777));
    }
    Attributes.of(source, name).forEach((key, value) -> Attributes.set(target, name, key, value));
    check(
        "utimensat",
        path,
        Kernel.call(
            Syscall.UTIMENSAT,
            target,
            buffers.path(name),
            buffers.times(status.seconds(), status.nanos()),
            AT_SYMLINK_NOFOLLOW));
  }

  private byte[] readLink(int source, byte[] name, byte[] path) {
    try (NativeMemory memory = new NativeMemory()) {
      long target = memory.allocate(4096);
      long length = Kernel.call(Syscall.READLINKAT, source, buffers.path(name), target, 4096);
      check("readlinkat", path, length);
      return NativeMemory.getBytes(target, (int) length);
    }
  }

  private void own(int file, FileStatus status, Map<String, byte[]> attributes) {
    Kernel.check("fchown", Syscall.FCHOWN, file, status.uid(), status.gid());
    Kernel.check("fchmod", Syscall.FCHMOD, file, status.mode() & 07777);
    attributes.forEach((key, value) -> Attributes.set(file, key, value));
    Kernel.check(
        "utimensat",
        Syscall.UTIMENSAT,
        file,
        0,
        buffers.times(status.seconds(), status.nanos()),
        0);
  }

  private int open(int folder, byte[] name, long flags, byte[] path) {
    long result =
        Kernel.call(Syscall.OPENAT, folder, buffers.path(name), flags | NOFOLLOW | CLOEXEC, 0600);
    check("openat", path, result);
    return (int) result;
  }

  private static void check(String call, byte[] path, long result) {
    if (result < 0) {
      throw new SyscallException(call + " of '" + TarPath.show(path) + "'", (int) -result);
    }
  }
}
