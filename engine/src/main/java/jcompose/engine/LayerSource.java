package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;

/** Where a layer's archive comes from; opened only when no other process has unpacked it. */
@FunctionalInterface
public interface LayerSource {
  /** The archive as it is stored: gzip or plain tar. The layer store closes it. */
  InputStream open() throws IOException;

  /**
   * Told when all of the archive was what it should be, before anyone sees the layer.
   *
   * @throws IOException when the source fails; there will be no layer then
   */
  default void complete() throws IOException {}
}
