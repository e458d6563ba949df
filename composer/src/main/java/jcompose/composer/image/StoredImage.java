package jcompose.composer.image;

import java.util.List;

/**
 * What is kept of an image.
 *
 * @param digest of its manifest
 * @param manifest as it came
 * @param config its configuration blob as it came
 * @param diffIds of its layers, the base first
 * @param origin where it came from: a reference in full, or a file or folder
 */
record StoredImage(
    String digest, String manifest, String config, List<String> diffIds, String origin) {
  StoredImage {
    diffIds = List.copyOf(diffIds);
  }

  /** What the manifest says. */
  Manifest.OfImage parts() {
    if (new ManifestParser(origin).read(new RawManifest(digest, manifest))
        instanceof Manifest.OfImage image) {
      return image;
    }
    throw new ImageException(origin + ": the store has an index where an image should be");
  }
}
