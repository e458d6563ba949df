package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.ComposerException;
import jcompose.composer.config.ResolvedConfig;
import jcompose.composer.image.ImageDigests;
import jcompose.composer.image.ImageException;

/** Puts digests to the images of a project, each registry asked once for each image. */
final class ImagePins {
  private final ImageDigests digests;
  private final Map<String, String> pinned = new HashMap<>();

  /**
   * @param environment names Docker's configuration and proxies
   */
  ImagePins(Map<String, String> environment) {
    digests = new ImageDigests(environment);
  }

  /**
   * The project with the digest behind each image.
   *
   * @throws ComposerException with a line for each image that no digest was found for
   */
  ResolvedConfig pin(ResolvedConfig config) {
    List<ImageException> failures = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    ResolvedConfig result =
        config.withImages(
            (place, image) -> {
              try {
                return pinned.computeIfAbsent(image, digests::pin);
              } catch (ImageException failure) {
                lines.add(place + ": image: " + failure.getMessage());
                failures.add(failure);
                return image;
              }
            });
    if (!failures.isEmpty()) {
      ComposerException all =
          new ComposerException(String.join("\n", lines), failures.get(0).exitCode());
      failures.forEach(all::addSuppressed);
      throw all;
    }
    return result;
  }
}
