package jcompose.engine.cgroup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/**
 * A file of a group, open for writing; each write is one system call of the calling thread.
 *
 * @param path its absolute path
 * @param descriptor its number
 */
record CgroupFile(Path path, int descriptor) implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int O_WRONLY = 1;
  private static final int O_CLOEXEC = 0x80000;

  static CgroupFile open(Path path) {
    try (NativeMemory memory = new NativeMemory()) {
      long name = memory.string(path.toString());
      String call = "open(\"" + path + "\")";
      return new CgroupFile(
          path, (int) Kernel.check(call, Syscall.OPENAT, AT_FDCWD, name, O_WRONLY | O_CLOEXEC));
    }
  }

  void write(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    try (NativeMemory memory = new NativeMemory()) {
      String call = "write(\"" + path + "\", \"" + value + "\")";
      Kernel.check(call, Syscall.WRITE, descriptor, memory.bytes(bytes), bytes.length);
    }
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, descriptor);
  }
}
