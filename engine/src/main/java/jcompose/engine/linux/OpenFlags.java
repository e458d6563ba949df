package jcompose.engine.linux;

/**
 * Flags of openat(2) and openat2(2), and of the *at family; some differ between architectures.
 *
 * <p>Source: the kernel's include/uapi/asm-generic/fcntl.h, arch/arm64's own, and openat2.h.
 */
public final class OpenFlags {
  private static final boolean X86 = Architecture.current() == Architecture.X86_64;

  public static final long RDONLY = 0;
  public static final long WRONLY = 1;
  public static final long CREAT = 0x40;
  public static final long EXCL = 0x80;
  public static final long NONBLOCK = 0x800;
  public static final long DIRECTORY = X86 ? 0x10000 : 0x4000;
  public static final long NOFOLLOW = X86 ? 0x20000 : 0x8000;
  public static final long CLOEXEC = 0x80000;
  public static final long PATH = 0x200000;

  /** openat2: stay on one mount. */
  public static final long RESOLVE_NO_XDEV = 0x01;

  /** openat2: no links of /proc that lead anywhere. */
  public static final long RESOLVE_NO_MAGICLINKS = 0x02;

  /** openat2: the folder is the root of every path and link. */
  public static final long RESOLVE_IN_ROOT = 0x10;

  public static final long AT_FDCWD = -100;
  public static final long AT_SYMLINK_NOFOLLOW = 0x100;
  public static final long AT_REMOVEDIR = 0x200;
  public static final long AT_EMPTY_PATH = 0x1000;

  private OpenFlags() {}
}
