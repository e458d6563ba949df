package jcompose.composer.image;

import java.util.List;
import java.util.Optional;

/**
 * An image as a list shows it.
 *
 * @param references the names that lead to it, sorted; none when all have moved on
 * @param digest of its manifest
 * @param platform that it is for
 * @param created when it was built, in ISO 8601, where it says so
 * @param origin where it came from: a reference, a file or a folder
 * @param size of its layers' archives in bytes
 * @param complete whether all its layers are there
 */
public record ImageSummary(
    List<String> references,
    String digest,
    Platform platform,
    Optional<String> created,
    String origin,
    long size,
    boolean complete) {
  /** Copies the list. */
  public ImageSummary {
    references = List.copyOf(references);
  }
}
