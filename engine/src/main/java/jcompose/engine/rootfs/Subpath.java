package jcompose.engine.rootfs;

import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.PATH;
import static jcompose.engine.linux.OpenFlags.RESOLVE_NO_MAGICLINKS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/** A part of a volume or image, which no link leads out of: openat2 with RESOLVE_BENEATH. */
public final class Subpath {
  private static final long RESOLVE_BENEATH = 0x08;

  private Subpath() {}

  /**
   * Whether it is a folder.
   *
   * @throws SyscallException ENOENT when it does not exist, EXDEV when it lies outside
   */
  public static boolean isFolder(Path source, String subpath) {
    int folder = RootFolder.openDirectory(source);
    try {
      return isFolder(folder, subpath);
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  /** The same in an open folder, which stays the caller's. */
  public static boolean isFolder(int source, String subpath) {
    int opened = open(source, subpath);
    try {
      return FileStatus.of(opened).isDirectory();
    } finally {
      Kernel.call(Syscall.CLOSE, opened);
    }
  }

  /** An O_PATH descriptor of it, which the caller closes. */
  public static int open(Path source, String subpath) {
    int folder = RootFolder.openDirectory(source);
    try {
      return open(folder, subpath);
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  private static int open(int source, String subpath) {
    CallBuffers buffers = new CallBuffers();
    long opened =
        Kernel.call(
            Syscall.OPENAT2,
            source,
            buffers.path(subpath.getBytes(StandardCharsets.UTF_8)),
            buffers.how(PATH | CLOEXEC, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS),
            CallBuffers.HOW_SIZE);
    if (opened < 0) {
      throw new SyscallException("openat2(\"" + subpath + "\", BENEATH)", (int) -opened);
    }
    return (int) opened;
  }
}
