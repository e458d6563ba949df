package jcompose.engine.program;

import jcompose.engine.linux.Errno;

/** What a failing system call does to its program. */
public sealed interface OnFailure {
  /** The number that the machine code compares with: see {@code src/main/asm}. */
  long code();

  /** The program ends and the birth has failed. */
  record Stop() implements OnFailure {
    @Override
    public long code() {
      return 0;
    }
  }

  /** The program goes on. */
  record GoOn() implements OnFailure {
    @Override
    public long code() {
      return 1;
    }
  }

  /** The program goes on after this one error, and ends after any other. */
  record Tolerate(Errno errno) implements OnFailure {
    @Override
    public long code() {
      return -errno.number();
    }
  }
}
