package jcompose.composer.image;

import java.nio.file.Path;
import java.util.List;

/**
 * An image whose layers are all unpacked.
 *
 * @param reference in full, for example {@code docker.io/library/busybox:latest}
 * @param digest {@code sha256:...} of the manifest for this platform
 * @param layers folders, the base first
 */
public record Image(String reference, String digest, ImageConfig config, List<Path> layers) {
  /** Copies the list. */
  public Image {
    layers = List.copyOf(layers);
  }
}
