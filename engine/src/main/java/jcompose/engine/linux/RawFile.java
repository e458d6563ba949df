package jcompose.engine.linux;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A descriptor of a file, FIFO or terminal, for system calls that Java's channels do not make.
 *
 * <p>Closed twice, it would close a stranger's descriptor: so it remembers.
 */
public final class RawFile implements AutoCloseable {
  private static final long AT_FDCWD = -100;
  private static final long O_WRONLY = 1;
  private static final long O_RDWR = 2;
  private static final long O_CREAT = 0x40;
  private static final long O_TRUNC = 0x200;
  private static final long O_NONBLOCK = 0x800;
  private static final long O_NOFOLLOW = OpenFlags.NOFOLLOW;
  private static final long O_CLOEXEC = 0x80000;
  private static final long OWNER_ONLY = 0600;
  private static final long F_DUPFD_CLOEXEC = 1030;
  private static final long F_SETPIPE_SZ = 1031;
  private static final long FIONREAD = 0x541B;

  private final int descriptor;
  private boolean open = true;

  private RawFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /** A FIFO's reading end; does not wait for a writer. */
  public static RawFile readFifo(Path fifo) {
    return open("NONBLOCK", fifo, O_NONBLOCK);
  }

  /** A file for reading and writing at offsets, made (mode 0600) when missing. */
  public static RawFile create(Path file) {
    return open("RDWR|CREAT", file, O_RDWR | O_CREAT);
  }

  /**
   * Makes or empties a file and fills it, whatever the umask is.
   *
   * @throws SyscallException naming the path
   */
  public static void write(Path file, int mode, byte[] content) {
    try (RawFile target =
            open("WRONLY|CREAT|TRUNC", file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
        NativeMemory memory = new NativeMemory()) {
      Kernel.check("fchmod(\"" + file + "\")", Syscall.FCHMOD, target.descriptor, mode);
      long address = memory.bytes(content);
      for (long done = 0; done < content.length; ) {
        done +=
            Kernel.check(
                "write(\"" + file + "\")",
                Syscall.WRITE,
                target.descriptor,
                address + done,
                content.length - done);
      }
    }
  }

  /**
   * The beginning of a file; what the kernel makes up, such as a file of /proc, in one read.
   *
   * @return its bytes, or nothing when it cannot be opened or read
   */
  public static Optional<byte[]> head(Path file, int most) {
    try (NativeMemory memory = new NativeMemory()) {
      long path = memory.string(file.toString());
      long descriptor = Kernel.call(Syscall.OPENAT, AT_FDCWD, path, O_CLOEXEC);
      if (descriptor < 0) {
        return Optional.empty();
      }
      try (RawFile open = new RawFile((int) descriptor)) {
        long address = memory.allocate(most);
        long read = open.read(address, most);
        return read < 0
            ? Optional.empty()
            : Optional.of(NativeMemory.getBytes(address, (int) read));
      }
    }
  }

  /** A second descriptor of the same open file. */
  public static RawFile duplicate(int descriptor) {
    return new RawFile(
        (int) Kernel.check("fcntl(DUPFD_CLOEXEC)", Syscall.FCNTL, descriptor, F_DUPFD_CLOEXEC, 3));
  }

  private static RawFile open(String words, Path file, long flags) {
    try (NativeMemory memory = new NativeMemory()) {
      return new RawFile(
          (int)
              Kernel.check(
                  "openat(\"" + file + "\", " + words + ")",
                  Syscall.OPENAT,
                  AT_FDCWD,
                  memory.string(file.toString()),
                  flags | O_CLOEXEC,
                  OWNER_ONLY));
    }
  }

  /** The number that system calls want. */
  public int descriptor() {
    return descriptor;
  }

  /** Lets a pipe hold more bytes, when the kernel's limits allow it. */
  public void growPipe(int bytes) {
    Kernel.call(Syscall.FCNTL, descriptor, F_SETPIPE_SZ, bytes);
  }

  /** How many bytes a pipe or terminal holds for its reader now. */
  public int readable() {
    try (NativeMemory memory = new NativeMemory()) {
      long count = memory.allocate(8);
      return Kernel.call(Syscall.IOCTL, descriptor, FIONREAD, count) < 0
          ? 0
          : NativeMemory.getInt(count);
    }
  }

  /** read(2): the number of bytes put at an address, or {@code -errno}. */
  public long read(long address, long length) {
    return Kernel.call(Syscall.READ, descriptor, address, length);
  }

  /** pread64(2): the number of bytes put at an address, or {@code -errno}. */
  public long read(long address, long length, long offset) {
    return Kernel.call(Syscall.PREAD64, descriptor, address, length, offset);
  }

  /** pwrite64(2): the number of bytes written from an address, or {@code -errno}. */
  public long write(long address, long length, long offset) {
    return Kernel.call(Syscall.PWRITE64, descriptor, address, length, offset);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Kernel.call(Syscall.CLOSE, descriptor);
    }
  }
}
