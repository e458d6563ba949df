package jcompose.composer.image;

import java.nio.charset.StandardCharsets;

/**
 * A manifest or index as it came.
 *
 * @param digest of the text in UTF-8
 * @param text JSON
 */
record RawManifest(String digest, String text) {
  /**
   * Bytes that came from somewhere.
   *
   * @param what for messages
   * @throws ImageException when they are not text, so that they could not be kept as they are
   */
  static RawManifest of(String what, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String digest = Digests.of(bytes);
    if (!Digests.of(text).equals(digest)) {
      throw new ImageException(what + ": the manifest is not UTF-8");
    }
    return new RawManifest(digest, text);
  }

  long size() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
