package jcompose.engine.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An open directory, from which children are reached by name alone: never through a symlink, never
 * into a mount.
 *
 * <p>Names are bytes, since Linux does not promise UTF-8. Not safe for use by several threads.
 */
public final class DirectoryDescriptor implements AutoCloseable {
  private static final long AT_FDCWD = -100;
  private static final long AT_REMOVEDIR = 0x200;
  private static final long O_CLOEXEC = 0x80000;
  private static final long O_DIRECTORY =
      Architecture.current() == Architecture.X86_64 ? 0x10000 : 0x4000;
  private static final long O_NOFOLLOW =
      Architecture.current() == Architecture.X86_64 ? 0x20000 : 0x8000;
  private static final long RESOLVE_NO_XDEV = 0x01;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final int OPEN_HOW_SIZE = 24;
  private static final int LISTING_SIZE = 1 << 15;

  private final int descriptor;

  private DirectoryDescriptor(int descriptor) {
    this.descriptor = descriptor;
  }

  /** The directory at a path that may contain symlinks; empty when there is none. */
  public static Optional<DirectoryDescriptor> find(Path path) {
    return open(AT_FDCWD, path.toString().getBytes(StandardCharsets.UTF_8), 0, 0);
  }

  /**
   * The directory of that name in this one; empty when there is none any more.
   *
   * @throws SyscallException EXDEV when something is mounted on it
   */
  public Optional<DirectoryDescriptor> child(byte[] name) {
    return open(
        descriptor, name, O_NOFOLLOW, RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH);
  }

  private static Optional<DirectoryDescriptor> open(
      long at, byte[] name, long flags, long resolve) {
    try (NativeMemory memory = new NativeMemory()) {
      long how = memory.allocate(OPEN_HOW_SIZE);
      NativeMemory.putLong(how, O_DIRECTORY | O_CLOEXEC | flags);
      NativeMemory.putLong(how + 16, resolve);
      long result = Kernel.call(Syscall.OPENAT2, at, memory.string(name), how, OPEN_HOW_SIZE);
      if (result == -Errno.ENOENT.number()) {
        return Optional.empty();
      }
      if (result < 0) {
        throw new SyscallException("openat2(\"" + text(name) + "\", DIRECTORY)", (int) -result);
      }
      return Optional.of(new DirectoryDescriptor((int) result));
    }
  }

  /** All names but {@code .} and {@code ..}, read from the start. */
  public List<byte[]> names() {
    return names(descriptor);
  }

  /** The same of any open directory, which stays the caller's. */
  public static List<byte[]> names(int descriptor) {
    List<byte[]> names = new ArrayList<>();
    Kernel.check("lseek(0)", Syscall.LSEEK, descriptor, 0, 0);
    try (NativeMemory memory = new NativeMemory()) {
      long buffer = memory.allocate(LISTING_SIZE);
      while (true) {
        long length = Kernel.call(Syscall.GETDENTS64, descriptor, buffer, LISTING_SIZE);
        if (length == 0 || length == -Errno.ENOENT.number()) { // ENOENT: this directory was removed
          return names;
        }
        if (length < 0) {
          throw new SyscallException("getdents64", (int) -length);
        }
        addNames(NativeMemory.getBytes(buffer, (int) length), names);
      }
    }
  }

  /** struct linux_dirent64: inode (8), offset (8), record length (2), type (1), name, zero. */
  private static void addNames(byte[] entries, List<byte[]> names) {
    int size;
    for (int start = 0; start < entries.length; start += size) {
      size = ByteBuffer.wrap(entries).order(ByteOrder.nativeOrder()).getShort(start + 16);
      int end = start + 19;
      while (entries[end] != 0) {
        end++;
      }
      byte[] name = Arrays.copyOfRange(entries, start + 19, end);
      if (!(name.length <= 2 && name[0] == '.' && name[name.length - 1] == '.')) {
        names.add(name);
      }
    }
  }

  /** Unlinks what is not a directory; false when it is one, true also when it is gone already. */
  public boolean unlinkFile(byte[] name) {
    long result = unlink(name, 0);
    if (result == -Errno.EISDIR.number()) {
      return false;
    }
    if (result < 0 && result != -Errno.ENOENT.number()) {
      throw new SyscallException("unlinkat(\"" + text(name) + "\")", (int) -result);
    }
    return true;
  }

  /**
   * Removes an empty directory, or does nothing when it is gone already.
   *
   * @throws SyscallException ENOTEMPTY, EBUSY when something is mounted on it
   */
  public void removeDirectory(byte[] name) {
    long result = unlink(name, AT_REMOVEDIR);
    if (result < 0 && result != -Errno.ENOENT.number()) {
      throw new SyscallException("unlinkat(\"" + text(name) + "\", REMOVEDIR)", (int) -result);
    }
  }

  private long unlink(byte[] name, long flags) {
    try (NativeMemory memory = new NativeMemory()) {
      return Kernel.call(Syscall.UNLINKAT, descriptor, memory.string(name), flags);
    }
  }

  /** Moves a child into another directory of the same mount. */
  public void move(byte[] name, DirectoryDescriptor target, byte[] newName) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "renameat2(\"" + text(name) + "\", \"" + text(newName) + "\")",
          Syscall.RENAMEAT2,
          descriptor,
          memory.string(name),
          target.descriptor,
          memory.string(newName));
    }
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, descriptor);
  }
}
