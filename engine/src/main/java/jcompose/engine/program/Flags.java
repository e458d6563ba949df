package jcompose.engine.program;

import jcompose.engine.linux.Architecture;
import jcompose.engine.program.Argument.Number;

/** The kernel's flags by the names that programs print; from linux/fcntl.h, mount.h, openat2.h. */
public final class Flags {
  private static final boolean X86 = Architecture.current() == Architecture.X86_64;

  public static final Number NONE = new Number(0, "0");
  public static final Number CWD = new Number(-100, "CWD");

  public static final Number O_RDONLY = new Number(0, "O_RDONLY");
  public static final Number O_WRONLY = new Number(1, "O_WRONLY");
  public static final Number O_RDWR = new Number(2, "O_RDWR");
  public static final Number O_CREAT = new Number(0x40, "O_CREAT");
  public static final Number O_NOCTTY = new Number(0x100, "O_NOCTTY");
  public static final Number O_APPEND = new Number(0x400, "O_APPEND");
  public static final Number O_DIRECTORY = new Number(X86 ? 0x10000 : 0x4000, "O_DIRECTORY");
  public static final Number O_CLOEXEC = new Number(0x80000, "O_CLOEXEC");
  public static final Number O_PATH = new Number(0x200000, "O_PATH");

  public static final Number NO_MAGICLINKS = new Number(0x02, "NO_MAGICLINKS");
  public static final Number NO_SYMLINKS = new Number(0x04, "NO_SYMLINKS");
  public static final Number IN_ROOT = new Number(0x10, "IN_ROOT");

  public static final Number RDONLY = new Number(0x1, "RDONLY");
  public static final Number NOSUID = new Number(0x2, "NOSUID");
  public static final Number NODEV = new Number(0x4, "NODEV");
  public static final Number NOEXEC = new Number(0x8, "NOEXEC");
  public static final Number REMOUNT = new Number(0x20, "REMOUNT");
  public static final Number NOATIME = new Number(0x400, "NOATIME");
  public static final Number NODIRATIME = new Number(0x800, "NODIRATIME");
  public static final Number BIND = new Number(0x1000, "BIND");
  public static final Number REC = new Number(0x4000, "REC");
  public static final Number PRIVATE = new Number(0x40000, "PRIVATE");
  public static final Number SLAVE = new Number(0x80000, "SLAVE");
  public static final Number RELATIME = new Number(0x200000, "RELATIME");
  public static final Number STRICTATIME = new Number(0x1000000, "STRICTATIME");
  public static final Number DETACH = new Number(2, "DETACH");

  public static final Number AT_RECURSIVE = new Number(0x8000, "AT_RECURSIVE");
  public static final Number AT_EMPTY_PATH = new Number(0x1000, "AT_EMPTY_PATH");
  public static final Number AT_SYMLINK_NOFOLLOW = new Number(0x100, "AT_SYMLINK_NOFOLLOW");
  public static final Number OPEN_TREE_CLONE = new Number(1, "OPEN_TREE_CLONE");
  public static final Number OPEN_TREE_CLOEXEC = new Number(0x80000, "OPEN_TREE_CLOEXEC");
  public static final Number MOVE_FROM_TO_EMPTY = new Number(0x44, "F_EMPTY_PATH|T_EMPTY_PATH");

  private Flags() {}
}
