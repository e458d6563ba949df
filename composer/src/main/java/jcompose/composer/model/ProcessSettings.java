package jcompose.composer.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a service says of its processes besides what they run.
 *
 * @param groupAdd supplementary groups by name or number
 * @param ulimits limits of each process
 * @param oomScoreAdj how readily the OOM killer chooses it, -1000 to 1000
 * @param sysctls kernel parameters of its own namespaces
 * @param init whether a small first process forwards signals and reaps
 */
public record ProcessSettings(
    List<String> groupAdd,
    List<Ulimit> ulimits,
    OptionalInt oomScoreAdj,
    Map<String, String> sysctls,
    boolean init) {
  /** Nothing said. */
  public static final ProcessSettings NONE =
      new ProcessSettings(List.of(), List.of(), OptionalInt.empty(), Map.of(), false);

  /** Copies the collections. */
  public ProcessSettings {
    groupAdd = List.copyOf(groupAdd);
    ulimits = List.copyOf(ulimits);
    sysctls = Ordered.copy(sysctls);
  }
}
