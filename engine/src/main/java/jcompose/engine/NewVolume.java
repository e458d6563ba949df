package jcompose.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.VolumeDevice;

/**
 * A volume that is wanted.
 *
 * @param name letters, digits and {@code _ . -}
 * @param labels in the order they were given
 * @param content what it begins with; without it, it is empty and may be offered an image's content
 *     later
 * @param device what it is instead of a folder; it takes no content
 */
public record NewVolume(
    String name,
    Map<String, String> labels,
    Optional<Content> content,
    Optional<VolumeDevice> device) {
  /** One that is a folder of the store. */
  public NewVolume(String name, Map<String, String> labels, Optional<Content> content) {
    this(name, labels, content, Optional.empty());
  }

  /** Copies the labels, keeping their order. */
  public NewVolume {
    labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /**
   * What an image has at a path.
   *
   * @param path absolute, as a container sees it; one that is no folder leaves the volume empty
   */
  public record Content(Root image, String path) {}
}
