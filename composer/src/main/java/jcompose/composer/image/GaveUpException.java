package jcompose.composer.image;

import java.io.IOException;

/** What failed was tried again as often as makes sense. */
final class GaveUpException extends IOException {
  private static final long serialVersionUID = 1L;

  GaveUpException(IOException last) {
    super(last.getMessage(), last);
  }
}
