package jcompose.composer.dns;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/** What a channel's key carries: what to do when the channel is ready. */
interface Ready {
  /**
   * Reads or writes what can be without waiting.
   *
   * @throws IOException when the channel is of no more use, and is to be closed
   */
  void ready(SelectionKey key) throws IOException;
}
