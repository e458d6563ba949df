package jcompose.composer.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Volume;

/** What a volume remembers of the project that made it. */
final class VolumeLabels {
  private static final String PROJECT = "jcompose.project";
  private static final String TARGET = "jcompose.target";

  private VolumeLabels() {}

  /**
   * Those of a named volume.
   *
   * @param given by the mount for which it is made
   */
  static Map<String, String> of(String project, Volume volume, Map<String, String> given) {
    Map<String, String> labels = new LinkedHashMap<>(given);
    labels.put(PROJECT, project);
    labels.put("jcompose.volume", volume.key());
    labels.putAll(volume.labels());
    return labels;
  }

  /**
   * Those of a volume without a name.
   *
   * @param given by the mount for which it is made
   */
  static Map<String, String> anonymous(
      String project, String service, String target, Map<String, String> given) {
    Map<String, String> labels = new LinkedHashMap<>(given);
    labels.put(PROJECT, project);
    labels.put("jcompose.service", service);
    labels.put(TARGET, target);
    return labels;
  }

  /** Whether these are of a volume without a name. */
  static boolean isAnonymous(Map<String, String> labels) {
    return labels.containsKey(TARGET);
  }

  /** The project that a volume was made for. */
  static Optional<String> projectOf(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(PROJECT));
  }

  /** Whether a volume was made for a project and not merely named by it. */
  static boolean belongsTo(String project, Map<String, String> labels) {
    return project.equals(labels.get(PROJECT));
  }
}
