package jcompose.engine.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/** A container's two FIFOs as its processes hold them: open for reading and writing. */
final class Fifos implements AutoCloseable {
  private static final long AT_FDCWD = -100;
  private static final long S_IFIFO_0600 = 0010600;

  final Path stdout;
  final Path stderr;
  private final RandomAccessFile out;
  private final RandomAccessFile err;

  Fifos(Path folder) throws IOException {
    Files.createDirectories(folder);
    stdout = make(folder.resolve("stdout"));
    stderr = make(folder.resolve("stderr"));
    out = new RandomAccessFile(stdout.toFile(), "rw");
    err = new RandomAccessFile(stderr.toFile(), "rw");
  }

  static Path make(Path fifo) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "mknodat", Syscall.MKNODAT, AT_FDCWD, memory.string(fifo.toString()), S_IFIFO_0600);
    }
    return fifo;
  }

  void out(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  void err(String text) throws IOException {
    err.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    out.close();
    err.close();
  }
}
