package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;

/** Where a layer's archive comes from; opened only when no other process has unpacked it. */
@FunctionalInterface
public interface LayerSource {
  /** The archive as it is stored: gzip or plain tar. The layer store closes it. */
  InputStream open() throws IOException;
}
