package jcompose.engine.linux;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param code its exit code, or 128 + signal
 * @param signal what killed it
 */
public record ProcessEnd(int code, OptionalInt signal) {
  private static final int P_PIDFD = 3;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;
  private static final int CLD_EXITED = 1;
  private static final int SIGINFO_SIZE = 128;
  private static final int SIGNAL_OFFSET = 128;
  private static final long PIDFD_GET_INFO = 0xc048ff0bL;
  private static final int PIDFD_INFO_SIZE = 72;
  private static final long PIDFD_INFO_EXIT = 8;

  /**
   * Waits for a child and reaps it.
   *
   * @throws SyscallException ECHILD when it is no child of this process
   */
  public static ProcessEnd await(int pidfd) {
    return wait(pidfd, WEXITED).orElseThrow();
  }

  /**
   * Reaps a child that has ended; empty while it runs.
   *
   * @throws SyscallException ECHILD when it is no child of this process
   */
  public static Optional<ProcessEnd> reap(int pidfd) {
    return wait(pidfd, WEXITED | WNOHANG);
  }

  /**
   * The end of a process that its own parent has reaped: Linux 6.15 keeps it with the pidfd. Empty
   * when it is not reaped yet, or on an older kernel.
   */
  public static Optional<ProcessEnd> ofReaped(int pidfd) {
    try (NativeMemory memory = new NativeMemory()) {
      long info = memory.allocate(PIDFD_INFO_SIZE);
      NativeMemory.putLong(info, PIDFD_INFO_EXIT);
      long result = Kernel.call(Syscall.IOCTL, pidfd, PIDFD_GET_INFO, info);
      if (result < 0 || (NativeMemory.getLong(info) & PIDFD_INFO_EXIT) == 0) {
        return Optional.empty();
      }
      int status = NativeMemory.getInt(info + 60);
      int signal = status & 0x7f;
      return Optional.of(signal == 0 ? exited(status >> 8 & 0xff) : killed(signal));
    }
  }

  /** Whether the process is there, as a zombie at least. */
  public static boolean isUnreaped(int pidfd) {
    return Kernel.call(Syscall.PIDFD_SEND_SIGNAL, pidfd, 0, 0, 0) == 0;
  }

  private static Optional<ProcessEnd> wait(int pidfd, int options) {
    try (NativeMemory memory = new NativeMemory()) {
      long info = memory.allocate(SIGINFO_SIZE);
      long result;
      do {
        result = Kernel.call(Syscall.WAITID, P_PIDFD, pidfd, info, options, 0);
      } while (result == -Errno.EINTR.number());
      if (result < 0) {
        throw new SyscallException("waitid(P_PIDFD)", (int) -result);
      }
      if (NativeMemory.getInt(info) == 0) {
        return Optional.empty();
      }
      int status = NativeMemory.getInt(info + 24);
      return Optional.of(
          NativeMemory.getInt(info + 8) == CLD_EXITED ? exited(status) : killed(status));
    }
  }

  private static ProcessEnd exited(int code) {
    return new ProcessEnd(code, OptionalInt.empty());
  }

  private static ProcessEnd killed(int signal) {
    return new ProcessEnd(SIGNAL_OFFSET + signal, OptionalInt.of(signal));
  }
}
