package jcompose.composer.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No token could be had from the server that a registry names. */
final class TokenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String server;

  /**
   * A failure.
   *
   * @param server host or host:port
   * @param cause why it could not be asked; null when it answered
   */
  TokenException(String server, String message, @Nullable IOException cause) {
    super(message, cause);
    this.server = server;
  }

  String server() {
    return server;
  }
}
