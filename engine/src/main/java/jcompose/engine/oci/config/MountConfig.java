package jcompose.engine.oci.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of {@code mounts}.
 *
 * @param destination in the container; one without a leading slash is taken from its root
 */
public record MountConfig(
    String destination,
    Optional<String> type,
    Optional<String> source,
    List<String> options,
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings) {
  /** Copies the lists. */
  public MountConfig {
    options = List.copyOf(options);
    uidMappings = List.copyOf(uidMappings);
    gidMappings = List.copyOf(gidMappings);
    Texts.require(destination, "destination");
    if (uidMappings.isEmpty() != gidMappings.isEmpty()) {
      throw new IllegalArgumentException("uidMappings and gidMappings go together");
    }
  }

  /** Whether its files belong to others than on disk. */
  public boolean mapsIds() {
    return options.contains("idmap") || options.contains("ridmap") || !uidMappings.isEmpty();
  }

  /** The same with one more option. */
  public MountConfig withOption(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new MountConfig(destination, type, source, more, uidMappings, gidMappings);
  }
}
