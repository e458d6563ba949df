package jcompose.composer.model;

import java.util.Map;

/**
 * A named volume of a project.
 *
 * @param key its key under {@code volumes:}
 * @param name its name on the machine: {@code PROJECT_KEY} unless {@code name:} says otherwise
 * @param external whether it must exist already and is never removed
 * @param labels its labels
 * @param position where it is declared
 */
public record Volume(
    String key, String name, boolean external, Map<String, String> labels, Position position) {
  /** Copies the map. */
  public Volume {
    labels = Ordered.copy(labels);
  }
}
