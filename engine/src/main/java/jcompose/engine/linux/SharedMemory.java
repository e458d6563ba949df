package jcompose.engine.linux;

/** Zeroed memory that a forked child and this process see both: mmap(2), MAP_SHARED. */
public final class SharedMemory implements AutoCloseable {
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_ANONYMOUS = 0x21;

  private final long address;
  private final long size;

  /** So many bytes, rounded up to pages. */
  public SharedMemory(long size) {
    this.size = size;
    this.address =
        Kernel.check(
            "mmap(MAP_SHARED)",
            Syscall.MMAP,
            0,
            size,
            PROT_READ_WRITE,
            MAP_SHARED_ANONYMOUS,
            -1,
            0);
  }

  /** Where it begins. */
  public long address() {
    return address;
  }

  @Override
  public void close() {
    Kernel.call(Syscall.MUNMAP, address, size);
  }
}
