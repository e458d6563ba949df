package jcompose.engine.linux;

import java.nio.file.Path;

/** An open file descriptor that is closed once. */
public final class Descriptor implements AutoCloseable {
  private static final long AT_FDCWD = -100;
  private static final long O_CLOEXEC = 0x80000;
  private static final long F_DUPFD_CLOEXEC = 1030;

  /** Descriptors that children rearrange start here, so that none is in another's place. */
  private static final int ABOVE_STREAMS = 10;

  private static final int ABOVE_MOUNTS = 512;

  private int number;

  private Descriptor(int number) {
    this.number = number;
  }

  /** Takes over a descriptor. */
  public static Descriptor owning(int number) {
    return new Descriptor(number);
  }

  /**
   * Opens a file with close-on-exec.
   *
   * @throws SyscallException naming the path
   */
  public static Descriptor open(Path path, long flags) {
    try (NativeMemory memory = new NativeMemory()) {
      return new Descriptor(
          (int)
              Kernel.check(
                  "openat(\"" + path + "\")",
                  Syscall.OPENAT,
                  AT_FDCWD,
                  memory.string(path.toString()),
                  flags | O_CLOEXEC));
    }
  }

  /**
   * A descriptor that stands for a process.
   *
   * @throws SyscallException ESRCH when there is none
   */
  public static Descriptor process(int pid) {
    return new Descriptor((int) Kernel.check("pidfd_open(" + pid + ")", Syscall.PIDFD_OPEN, pid));
  }

  /** The same open file, this or another, under a number above those of children's streams. */
  public Descriptor aboveStreams() {
    return number() >= ABOVE_STREAMS ? this : above(ABOVE_STREAMS);
  }

  /** The same open file under a number above those of many mounts that a child rearranges. */
  public Descriptor aboveMounts() {
    return above(ABOVE_MOUNTS);
  }

  /** The same open file under a number that is no less than the given one. */
  public Descriptor above(int lowest) {
    try (this) {
      return new Descriptor(
          (int)
              Kernel.check(
                  "fcntl(F_DUPFD_CLOEXEC)", Syscall.FCNTL, number(), F_DUPFD_CLOEXEC, lowest));
    }
  }

  /** A second descriptor of the same open file. */
  public Descriptor duplicate() {
    return new Descriptor(
        (int) Kernel.check("fcntl(F_DUPFD_CLOEXEC)", Syscall.FCNTL, number(), F_DUPFD_CLOEXEC, 0));
  }

  /** Its number. */
  public synchronized int number() {
    if (number < 0) {
      throw new IllegalStateException("descriptor is closed");
    }
    return number;
  }

  @Override
  public synchronized void close() {
    if (number >= 0) {
      Kernel.call(Syscall.CLOSE, number);
      number = -1;
    }
  }
}
