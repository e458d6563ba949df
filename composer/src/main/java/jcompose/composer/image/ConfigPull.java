package jcompose.composer.image;

import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Fetches an image's configuration. */
final class ConfigPull {
  private static final int MOST = 8 << 20;

  private final String what;
  private final ImageSource source;

  /**
   * @param what the image, for messages
   */
  ConfigPull(String what, ImageSource source) {
    this.what = what;
    this.source = source;
  }

  /**
   * The configuration's text, whose digest was compared.
   *
   * @throws ImageException in words for the user
   */
  String text(Descriptor blob) {
    if (blob.size() > MOST) {
      throw new ImageException(
          what + ": its configuration is larger than the limit of " + MOST + " bytes");
    }
    try {
      byte[] bytes =
          Retry.call(
              () -> {
                try (InputStream in = source.open(blob, count -> {})) {
                  return in.readAllBytes();
                }
              });
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (!Digests.of(text).equals(blob.digest())) {
        throw new ImageException(what + ": its configuration is not UTF-8");
      }
      return text;
    } catch (IOException | RegistryException failure) {
      throw source.explain(failure);
    }
  }
}
