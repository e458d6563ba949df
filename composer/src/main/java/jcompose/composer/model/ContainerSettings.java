package jcompose.composer.model;

import java.util.Map;
import java.util.Optional;
import jcompose.engine.spec.LogSettings;

/**
 * What a service says of its container besides what is in it.
 *
 * @param name its name; {@code PROJECT-SERVICE-1} when empty
 * @param attach whether a foreground {@code up} shows its output
 * @param annotations kept with it for other tools
 * @param logging what is kept of its output
 */
public record ContainerSettings(
    Optional<String> name, boolean attach, Map<String, String> annotations, LogSettings logging) {
  /** Nothing said. */
  public static final ContainerSettings NONE =
      new ContainerSettings(Optional.empty(), true, Map.of(), LogSettings.DEFAULT);

  /** Copies the map. */
  public ContainerSettings {
    annotations = Ordered.copy(annotations);
  }
}
