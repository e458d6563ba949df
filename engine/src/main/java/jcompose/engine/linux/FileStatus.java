package jcompose.engine.linux;

/**
 * What statx(2) says of a file.
 *
 * @param mode type and permission bits, as in inode(7)
 * @param device the file system's number, {@code major << 32 | minor}
 * @param deviceMajor of a device node
 * @param deviceMinor of a device node
 * @param seconds of the time of last modification
 * @param nanos of the same
 * @param mountRoot whether something is mounted there, a file or a folder; since Linux 5.8
 */
public record FileStatus(
    int mode,
    int uid,
    int gid,
    int links,
    long device,
    long inode,
    long size,
    int deviceMajor,
    int deviceMinor,
    long seconds,
    int nanos,
    boolean mountRoot) {
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFLNK = 0120000;
  private static final int S_IFCHR = 0020000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;
  private static final int SIZE = 256;

  /**
   * The status of a name in a folder, links not followed; an empty name means the descriptor's own.
   *
   * @throws SyscallException with the errno
   */
  public static FileStatus of(int folder, byte[] name) {
    try (NativeMemory memory = new NativeMemory()) {
      long buffer = memory.allocate(SIZE);
      Kernel.check(
          "statx(\"" + new String(name, java.nio.charset.StandardCharsets.UTF_8) + "\")",
          Syscall.STATX,
          folder,
          memory.string(name),
          OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH,
          STATX_BASIC_STATS,
          buffer);
      return at(buffer);
    }
  }

  /** The status of an open file. */
  public static FileStatus of(int descriptor) {
    return of(descriptor, new byte[0]);
  }

  private static FileStatus at(long buffer) {
    return new FileStatus(
        Short.toUnsignedInt(NativeMemory.getShort(buffer + 28)),
        NativeMemory.getInt(buffer + 20),
        NativeMemory.getInt(buffer + 24),
        NativeMemory.getInt(buffer + 16),
        (long) NativeMemory.getInt(buffer + 136) << 32 | NativeMemory.getInt(buffer + 140),
        NativeMemory.getLong(buffer + 32),
        NativeMemory.getLong(buffer + 40),
        NativeMemory.getInt(buffer + 128),
        NativeMemory.getInt(buffer + 132),
        NativeMemory.getLong(buffer + 112),
        NativeMemory.getInt(buffer + 120),
        (NativeMemory.getLong(buffer + 8) & STATX_ATTR_MOUNT_ROOT) != 0);
  }

  /** The type bits alone. */
  public int type() {
    return mode & S_IFMT;
  }

  /** Whether it is a folder. */
  public boolean isDirectory() {
    return type() == S_IFDIR;
  }

  /** Whether it is a regular file. */
  public boolean isRegular() {
    return type() == S_IFREG;
  }

  /** Whether it is a symbolic link. */
  public boolean isLink() {
    return type() == S_IFLNK;
  }

  /** Whether it is overlayfs's mark for a name that lower layers have and this tree has not. */
  public boolean isWhiteout() {
    return type() == S_IFCHR && deviceMajor == 0 && deviceMinor == 0;
  }
}
