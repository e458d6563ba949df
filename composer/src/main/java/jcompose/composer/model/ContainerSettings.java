package jcompose.composer.model;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.LogSettings;

/**
 * What a service says of its containers besides what is in them.
 *
 * @param name its name; {@code PROJECT-SERVICE-NUMBER} when empty
 * @param scale how many there are; 1 when empty
 * @param attach whether a foreground {@code up} shows its output
 * @param annotations kept with it for other tools
 * @param logging what is kept of its output
 */
public record ContainerSettings(
    Optional<String> name,
    OptionalInt scale,
    boolean attach,
    Map<String, String> annotations,
    LogSettings logging) {
  /** Nothing said. */
  public static final ContainerSettings NONE =
      new ContainerSettings(
          Optional.empty(), OptionalInt.empty(), true, Map.of(), LogSettings.DEFAULT);

  /** Copies the map. */
  public ContainerSettings {
    annotations = Ordered.copy(annotations);
  }

  /** The same with another number of containers. */
  ContainerSettings withScale(int number) {
    return new ContainerSettings(name, OptionalInt.of(number), attach, annotations, logging);
  }
}
