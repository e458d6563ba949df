package jcompose.engine.program;

import jcompose.engine.linux.Architecture;
import jcompose.engine.program.Argument.Word;

/** The kernel's flags by the names that programs print; from linux/fcntl.h, mount.h, openat2.h. */
public final class Flags {
  private static final boolean X86 = Architecture.current() == Architecture.X86_64;

  public static final Word NONE = new Word(0, "0");
  public static final Word CWD = new Word(-100, "CWD");

  public static final Word O_RDONLY = new Word(0, "O_RDONLY");
  public static final Word O_WRONLY = new Word(1, "O_WRONLY");
  public static final Word O_RDWR = new Word(2, "O_RDWR");
  public static final Word O_CREAT = new Word(0x40, "O_CREAT");
  public static final Word O_NOCTTY = new Word(0x100, "O_NOCTTY");
  public static final Word O_APPEND = new Word(0x400, "O_APPEND");
  public static final Word O_DIRECTORY = new Word(X86 ? 0x10000 : 0x4000, "O_DIRECTORY");
  public static final Word O_CLOEXEC = new Word(0x80000, "O_CLOEXEC");
  public static final Word O_PATH = new Word(0x200000, "O_PATH");

  public static final Word NO_MAGICLINKS = new Word(0x02, "NO_MAGICLINKS");
  public static final Word NO_SYMLINKS = new Word(0x04, "NO_SYMLINKS");
  public static final Word BENEATH = new Word(0x08, "BENEATH");
  public static final Word IN_ROOT = new Word(0x10, "IN_ROOT");

  public static final Word RDONLY = new Word(0x1, "RDONLY");
  public static final Word NOSUID = new Word(0x2, "NOSUID");
  public static final Word NODEV = new Word(0x4, "NODEV");
  public static final Word NOEXEC = new Word(0x8, "NOEXEC");
  public static final Word REMOUNT = new Word(0x20, "REMOUNT");
  public static final Word NOATIME = new Word(0x400, "NOATIME");
  public static final Word NODIRATIME = new Word(0x800, "NODIRATIME");
  public static final Word BIND = new Word(0x1000, "BIND");
  public static final Word REC = new Word(0x4000, "REC");
  public static final Word PRIVATE = new Word(0x40000, "PRIVATE");
  public static final Word SLAVE = new Word(0x80000, "SLAVE");
  public static final Word RELATIME = new Word(0x200000, "RELATIME");
  public static final Word STRICTATIME = new Word(0x1000000, "STRICTATIME");
  public static final Word DETACH = new Word(2, "DETACH");

  public static final Word AT_RECURSIVE = new Word(0x8000, "AT_RECURSIVE");
  public static final Word AT_EMPTY_PATH = new Word(0x1000, "AT_EMPTY_PATH");
  public static final Word AT_SYMLINK_NOFOLLOW = new Word(0x100, "AT_SYMLINK_NOFOLLOW");
  public static final Word OPEN_TREE_CLONE = new Word(1, "OPEN_TREE_CLONE");
  public static final Word OPEN_TREE_CLOEXEC = new Word(0x80000, "OPEN_TREE_CLOEXEC");
  public static final Word MOVE_FROM_EMPTY = new Word(0x14, "F_EMPTY_PATH|T_SYMLINKS");
  public static final Word MOVE_FROM_TO_EMPTY = new Word(0x44, "F_EMPTY_PATH|T_EMPTY_PATH");

  private Flags() {}
}
