package jcompose.composer.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What was removed from the store.
 *
 * @param references that led somewhere
 * @param images by their digests
 * @param layers how many folders
 * @param bytes of archives; what their folders took is not counted
 */
public record Freed(List<String> references, List<String> images, int layers, long bytes) {
  /** Copies the lists. */
  public Freed {
    references = List.copyOf(references);
    images = List.copyOf(images);
  }

  Freed with(Freed other) {
    List<String> allReferences = new ArrayList<>(references);
    allReferences.addAll(other.references);
    List<String> allImages = new ArrayList<>(images);
    allImages.addAll(other.images);
    return new Freed(allReferences, allImages, layers + other.layers, bytes + other.bytes);
  }
}
