package jcompose.engine.linux;

import org.jspecify.annotations.Nullable;

/** Moves bytes from a pipe into a file inside the kernel: splice(2). For one thread. */
public final class Splice implements AutoCloseable {
  private static final long SPLICE_F_MOVE = 1;
  private static final long SPLICE_F_NONBLOCK = 2;
  private static final int PAGE = 4096;

  private final NativeMemory memory = new NativeMemory();
  private final long place = memory.allocate(8);
  private @Nullable Pipe copy;
  private long copied;

  /**
   * Moves what is there, at most {@code length} bytes. What this answers is in the file and no more
   * in the pipe, even if the process is killed meanwhile.
   *
   * @param pipe its reading end
   * @param file opened without O_APPEND
   * @param offset where in the file
   * @return the number of bytes, 0 when nobody holds the pipe's writing end, or {@code -errno}
   */
  public long move(int pipe, int file, long offset, long length) {
    NativeMemory.putLong(place, offset);
    return Kernel.call(
        Syscall.SPLICE, pipe, 0, file, place, length, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  }

  /**
   * Where the first line ends of what is there, which stays there: tee(2).
   *
   * @param pipe its reading end
   * @param most how many bytes are looked at, one page at most
   * @return the number of bytes up to the line's end, {@code \n} included, or of all that were
   *     looked at when none ends; 0 or {@code -errno} as {@link #move}
   */
  public long lineEnd(int pipe, int most) {
    if (copy == null) {
      copy = Pipe.open();
      copied = memory.allocate(PAGE);
    }
    long length =
        Kernel.call(
            Syscall.TEE, pipe, copy.writing().number(), Math.min(most, PAGE), SPLICE_F_NONBLOCK);
    if (length <= 0) {
      return length;
    }
    // All of it comes at once: nobody else reads there, and one page is never split.
    Kernel.check("read(<copy of a pipe>)", Syscall.READ, copy.reading().number(), copied, length);
    long end = NativeMemory.indexOf(copied, length, (byte) '\n');
    return end < 0 ? length : end + 1;
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
    memory.close();
  }
}
