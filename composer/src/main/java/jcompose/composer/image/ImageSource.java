package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Where an image's parts come from: a registry, or a folder of blobs. */
interface ImageSource extends AutoCloseable {
  /**
   * The manifest or index to begin with.
   *
   * @throws ImageException in words for the user
   */
  RawManifest start();

  /**
   * The manifest or index of a digest, which was compared.
   *
   * @throws ImageException in words for the user
   */
  RawManifest manifest(String digest);

  /**
   * A blob's bytes, never more than its size. Reading them fails when they end before it or when
   * their digest turns out to be another one; the last byte is only given when it did not.
   *
   * @param progress told the bytes that came since it was told last
   */
  InputStream open(Descriptor blob, LongConsumer progress) throws IOException;

  /** Whether its bytes are on this machine, so that to read them once more costs little. */
  boolean isLocal();

  /** What failed, as the user is told. */
  ImageException explain(Exception failure);

  @Override
  void close();
}
