package jcompose.composer.image;

import java.io.IOException;

/**
 * A server could not be connected to. jib's client answers refused connections and failed
 * handshakes by falling back to http, unless it is told by another exception than the JDK's.
 */
final class NoConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  NoConnectionException(IOException reason) {
    super(reason.getMessage(), reason);
  }
}
