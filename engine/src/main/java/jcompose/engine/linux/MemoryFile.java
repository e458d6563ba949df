package jcompose.engine.linux;

import java.io.ByteArrayOutputStream;

/** A file in memory without a name, which a child reads or writes: memfd_create(2). */
public final class MemoryFile implements AutoCloseable {
  private static final int CLOEXEC = 1;
  private static final int PART = 1 << 14;

  private final String name;
  private final Descriptor file;

  /** An empty one. */
  public MemoryFile(String name) {
    this.name = name;
    try (NativeMemory memory = new NativeMemory()) {
      file =
          Descriptor.owning(
                  (int)
                      Kernel.check(
                          "memfd_create(\"" + name + "\")",
                          Syscall.MEMFD_CREATE,
                          memory.string(name),
                          CLOEXEC))
              .aboveStreams();
    }
  }

  /** Its descriptor's number. */
  public int number() {
    return file.number();
  }

  /** Puts bytes in, from its beginning; a reader begins there, too. */
  public void fill(byte[] bytes) {
    try (NativeMemory memory = new NativeMemory()) {
      long address = memory.bytes(bytes);
      for (long done = 0; done < bytes.length; ) {
        done +=
            Kernel.check(
                "pwrite(\"" + name + "\")",
                Syscall.PWRITE64,
                file.number(),
                address + done,
                bytes.length - done,
                done);
      }
    }
  }

  /** All that is in it. */
  public byte[] content() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (NativeMemory memory = new NativeMemory()) {
      long buffer = memory.allocate(PART);
      long length;
      do {
        length =
            Kernel.check(
                "pread(\"" + name + "\")",
                Syscall.PREAD64,
                file.number(),
                buffer,
                PART,
                content.size());
        content.writeBytes(NativeMemory.getBytes(buffer, (int) length));
      } while (length > 0);
    }
    return content.toByteArray();
  }

  @Override
  public void close() {
    file.close();
  }
}
