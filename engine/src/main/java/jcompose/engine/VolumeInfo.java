package jcompose.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.spec.VolumeDevice;

/**
 * What is known of a volume.
 *
 * @param name its name in the store
 * @param labels in the order they were given
 * @param created the time of its creation, in milliseconds since 1970
 * @param seeded whether an image's content was offered to it once
 * @param device what it is instead of a folder
 */
public record VolumeInfo(
    String name,
    Map<String, String> labels,
    long created,
    boolean seeded,
    Optional<VolumeDevice> device) {
  /** Copies the labels, keeping their order. */
  public VolumeInfo {
    labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
