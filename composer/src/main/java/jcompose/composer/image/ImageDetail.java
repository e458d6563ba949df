package jcompose.composer.image;

import java.util.List;
import java.util.Optional;

/**
 * All that the store knows of an image.
 *
 * @param config its configuration as JSON, as it came
 * @param layers the base first
 * @param history the oldest step first
 */
public record ImageDetail(
    ImageSummary summary, String config, List<Layer> layers, List<Step> history) {
  /** Copies the lists. */
  public ImageDetail {
    layers = List.copyOf(layers);
    history = List.copyOf(history);
  }

  /**
   * A layer.
   *
   * @param digest of its archive
   * @param size of its archive in bytes
   * @param diffId the digest of its archive uncompressed
   * @param folder where it is unpacked
   * @param kept whether its archive is in the store
   */
  public record Layer(
      String digest, long size, String diffId, Optional<String> folder, boolean kept) {}

  /**
   * A step of its making.
   *
   * @param created when, in ISO 8601, or empty
   * @param createdBy the instruction
   * @param comment what the tool said, or empty
   * @param size of the layer's archive that it made, 0 when it made none
   */
  public record Step(String created, String createdBy, String comment, long size) {}
}
