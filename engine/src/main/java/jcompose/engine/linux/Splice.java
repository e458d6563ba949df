package jcompose.engine.linux;

/** Moves bytes from a pipe into a file inside the kernel: splice(2). For one thread. */
public final class Splice implements AutoCloseable {
  private static final long SPLICE_F_MOVE = 1;
  private static final long SPLICE_F_NONBLOCK = 2;

  private final NativeMemory memory = new NativeMemory();
  private final long place = memory.allocate(8);

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

  @Override
  public void close() {
    memory.close();
  }
}
