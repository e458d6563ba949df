package jcompose.engine.linux;

/**
 * A pipe, both of whose ends execve closes.
 *
 * @param reading where bytes come out
 * @param writing where bytes go in
 */
public record Pipe(Descriptor reading, Descriptor writing) implements AutoCloseable {
  private static final int O_CLOEXEC = 0x80000;

  /** Opens one. */
  public static Pipe open() {
    try (NativeMemory memory = new NativeMemory()) {
      long pair = memory.allocate(8);
      Kernel.check("pipe2", Syscall.PIPE2, pair, O_CLOEXEC);
      return new Pipe(
          Descriptor.owning(NativeMemory.getInt(pair)).aboveStreams(),
          Descriptor.owning(NativeMemory.getInt(pair + 4)).aboveStreams());
    }
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
