package jcompose.composer.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an image says of its containers, in the words of the OCI image configuration.
 *
 * @param env {@code NAME=value} in the image's order
 * @param workingDir empty when the image names none
 * @param user empty when the image names none
 * @param volumes absolute paths
 */
public record ImageConfig(
    List<String> entrypoint,
    List<String> cmd,
    List<String> env,
    String workingDir,
    String user,
    Optional<String> stopSignal,
    Set<String> volumes,
    Map<String, String> labels,
    Set<String> exposedPorts,
    Optional<ImageHealth> health,
    String os,
    String architecture) {
  /** Copies the collections, keeping their order. */
  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = List.copyOf(env);
    volumes = Collections.unmodifiableSet(new LinkedHashSet<>(volumes));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    exposedPorts = Collections.unmodifiableSet(new LinkedHashSet<>(exposedPorts));
  }
}
