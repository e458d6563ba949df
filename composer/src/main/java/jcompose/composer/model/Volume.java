package jcompose.composer.model;

import java.util.Map;
import java.util.Optional;
import jcompose.engine.spec.VolumeDevice;

/**
 * A named volume of a project.
 *
 * @param key its key under {@code volumes:}
 * @param name its name on the machine: {@code PROJECT_KEY} unless {@code name:} says otherwise
 * @param external whether it must exist already and is never removed
 * @param labels its labels
 * @param device what it is instead of a folder of the store
 * @param position where it is declared
 */
public record Volume(
    String key,
    String name,
    boolean external,
    Map<String, String> labels,
    Optional<VolumeDevice> device,
    Position position) {
  /** Copies the map. */
  public Volume {
    labels = Ordered.copy(labels);
  }
}
