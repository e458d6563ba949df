package jcompose.composer.image;

import java.util.List;

/**
 * What is kept of an image.
 *
 * @param digest of its manifest
 * @param config its configuration blob as it came
 * @param diffIds of its layers, the base first
 */
record StoredImage(String digest, String config, List<String> diffIds) {
  StoredImage {
    diffIds = List.copyOf(diffIds);
  }
}
