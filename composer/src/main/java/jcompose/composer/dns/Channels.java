package jcompose.composer.dns;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sockets that are of no more use. */
final class Channels {
  private Channels() {}

  static void close(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("close(2) of a socket does not fail", e);
    }
  }
}
