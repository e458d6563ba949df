package jcompose.composer.plan;

import java.util.Map;
import jcompose.composer.model.Replica;

/**
 * A container of the project that is there.
 *
 * @param id its full id
 * @param name its name, for example {@code shop-web-1}
 * @param replica which container of which service it is
 * @param configHash the hash of what it was made from
 * @param running whether it runs
 * @param anonymousVolumes its volumes without a name: target to the volume's name on the machine
 */
public record Observed(
    String id,
    String name,
    Replica replica,
    String configHash,
    boolean running,
    Map<String, String> anonymousVolumes) {
  /** Copies the map. */
  public Observed {
    anonymousVolumes = Map.copyOf(anonymousVolumes);
  }

  /** The service that it was made for. */
  public String service() {
    return replica.service();
  }
}
