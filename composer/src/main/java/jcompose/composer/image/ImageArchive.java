package jcompose.composer.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerStore;
import jcompose.engine.state.IoReason;

/** Tells archives of images from those of root file systems by how they begin. */
final class ImageArchive {
  /** The names in an OCI layout, and those that {@code docker save} has used through the years. */
  private static final Pattern NAME =
      Pattern.compile(
          "(\\./)?(oci-layout|index\\.json|manifest\\.json|repositories|blobs(/.*)?"
              + "|[0-9a-f]{64}(/.*|\\.json|\\.tar)?)");

  private ImageArchive() {}

  /**
   * Whether there are images in an archive.
   *
   * @throws ImageException when it cannot be read
   */
  static boolean isOne(Path file) {
    try {
      return LayerStore.names(() -> Files.newInputStream(file), 2).stream()
          .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals("./"))
          .findFirst()
          .filter(name -> NAME.matcher(name).matches())
          .isPresent();
    } catch (BadLayerException bad) {
      throw new ImageException(file + " is not an archive: " + bad.getMessage(), bad);
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
