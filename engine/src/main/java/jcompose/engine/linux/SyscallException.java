package jcompose.engine.linux;

/** A system call that failed: its name, its arguments as a person reads them, and the errno. */
public final class SyscallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * A failure of {@code call}.
   *
   * @param call the call with its arguments, for example {@code mount("proc", "/proc")}
   * @param errno the positive error number
   */
  public SyscallException(String call, int errno) {
    super(call + ": " + Errno.describe(errno));
    this.errno = errno;
  }

  /** The positive error number. */
  public int errno() {
    return errno;
  }

  /** Whether the kernel answered with this error. */
  public boolean is(Errno candidate) {
    return candidate.number() == errno;
  }

  /** Never null, unlike that of exceptions in general. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
