package jcompose.composer.image;

import java.io.IOException;

/** A registry sent other bytes, or another number of them, than it was asked for. */
final class WrongBytesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean mayHeal;

  WrongBytesException(String message) {
    this(message, false);
  }

  /**
   * Other bytes.
   *
   * @param mayHeal whether somebody else will be asked the next time
   */
  WrongBytesException(String message, boolean mayHeal) {
    super(message);
    this.mayHeal = mayHeal;
  }

  boolean mayHeal() {
    return mayHeal;
  }
}
