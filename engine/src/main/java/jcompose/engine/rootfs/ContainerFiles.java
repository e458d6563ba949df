package jcompose.engine.rootfs;

import static jcompose.engine.linux.OpenFlags.AT_FDCWD;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.PATH;
import static jcompose.engine.linux.OpenFlags.RDONLY;
import static jcompose.engine.linux.OpenFlags.RESOLVE_IN_ROOT;
import static jcompose.engine.linux.OpenFlags.RESOLVE_NO_MAGICLINKS;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/** Small files of a container's root, whose content and links are the container's to choose. */
public final class ContainerFiles {
  private static final int PART = 1 << 13;

  private ContainerFiles() {}

  /**
   * The descriptor of what a path leads to, with {@code root} as the root of every link; the caller
   * closes it.
   *
   * @return empty when the path leads nowhere
   * @throws SyscallException for any other failure
   */
  public static Optional<Integer> open(int root, String path, long flags) {
    CallBuffers buffers = new CallBuffers();
    long result =
        Kernel.call(
            Syscall.OPENAT2,
            root,
            buffers.path(path.getBytes(StandardCharsets.UTF_8)),
            buffers.how(flags | CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS),
            CallBuffers.HOW_SIZE);
    if (result == -Errno.ENOENT.number()
        || result == -Errno.ENOTDIR.number()
        || result == -Errno.ELOOP.number()) {
      return Optional.empty();
    }
    if (result < 0) {
      throw new SyscallException("openat2(\"" + path + "\")", (int) -result);
    }
    return Optional.of((int) result);
  }

  /**
   * A regular file's content; empty when there is none. What is no regular file is not opened: a
   * FIFO would wait for ever, a device do what devices do.
   *
   * @param most bytes; a larger file is an error
   */
  public static Optional<byte[]> read(int root, String path, int most) {
    Optional<Integer> found = open(root, path, PATH);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int reference = found.get();
    try {
      FileStatus status = FileStatus.of(reference);
      if (status.isWhiteout()) {
        return Optional.empty(); // seen in a single layer, which no overlay interprets
      }
      if (!status.isRegular() || status.size() > most) {
        throw new EngineException(
            path
                + " of the container is "
                + (status.isRegular() ? "larger than " + most + " bytes" : "not a regular file"));
      }
      return Optional.of(content(reference, most));
    } finally {
      Kernel.call(Syscall.CLOSE, reference);
    }
  }

  /** What is in the regular file that an O_PATH descriptor stands for. */
  static byte[] content(int reference, int most) {
    try (NativeMemory memory = new NativeMemory()) {
      long self = memory.string("/proc/self/fd/" + reference);
      int file =
          (int)
              Kernel.check(
                  "openat(\"/proc/self/fd\")", Syscall.OPENAT, AT_FDCWD, self, RDONLY | CLOEXEC);
      try {
        long buffer = memory.allocate(PART);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int length = (int) Kernel.check("read", Syscall.READ, file, buffer, PART);
        while (length > 0 && content.size() < most) {
          content.writeBytes(NativeMemory.getBytes(buffer, length));
          length = (int) Kernel.check("read", Syscall.READ, file, buffer, PART);
        }
        return content.toByteArray();
      } finally {
        Kernel.call(Syscall.CLOSE, file);
      }
    }
  }
}
