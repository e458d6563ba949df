package jcompose.composer.image;

import java.io.IOException;

/** A registry sent other bytes, or another number of them, than it was asked for. */
final class WrongBytesException extends IOException {
  private static final long serialVersionUID = 1L;

  WrongBytesException(String message) {
    super(message);
  }
}
