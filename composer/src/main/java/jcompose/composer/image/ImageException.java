package jcompose.composer.image;

import jcompose.composer.ComposerException;

/** An image that could not be had: its reference, what the registry answered, what to do. */
public final class ImageException extends ComposerException {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause worth keeping. */
  public ImageException(String message) {
    super(message);
  }

  /** A failure with its cause. */
  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
