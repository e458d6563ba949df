package jcompose.composer.plan;

import java.util.Map;

/**
 * A container of the project that is there.
 *
 * @param id its full id
 * @param name its name, for example {@code shop-web-1}
 * @param service the service it was made for
 * @param configHash the hash of what it was made from
 * @param running whether it runs
 * @param anonymousVolumes its volumes without a name: target to the volume's name on the machine
 */
public record Observed(
    String id,
    String name,
    String service,
    String configHash,
    boolean running,
    Map<String, String> anonymousVolumes) {
  /** Copies the map. */
  public Observed {
    anonymousVolumes = Map.copyOf(anonymousVolumes);
  }
}
