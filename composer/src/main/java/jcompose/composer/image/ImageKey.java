package jcompose.composer.image;

import java.nio.file.Path;

/**
 * What an image is known by in the store.
 *
 * @param text a reference in full, or an absolute path with the name of one of the images in there
 * @param digest of a reference that has one, else empty
 */
record ImageKey(String text, String digest) {
  /**
   * The key of what a user wrote.
   *
   * @throws ImageException when it is neither a path nor a reference
   */
  static ImageKey of(String written) {
    if (isPath(written)) {
      return new ImageKey(Path.of(written).toAbsolutePath().normalize().toString(), "");
    }
    return of(ImageReferences.parse(written));
  }

  static ImageKey of(ImageReference reference) {
    return new ImageKey(reference.toString(), reference.digest());
  }

  /** Whether a text names a file or folder and not an image in a registry. */
  static boolean isPath(String written) {
    return written.startsWith("/")
        || written.equals(".")
        || written.startsWith("./")
        || written.startsWith("../");
  }

  /** Whether it is a file or folder. */
  boolean isPath() {
    return isPath(text);
  }
}
