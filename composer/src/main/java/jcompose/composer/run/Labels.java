package jcompose.composer.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.life.Probing;
import jcompose.composer.model.Hooks;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Restart;
import jcompose.composer.model.Service;
import jcompose.engine.state.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * What a container remembers of its service, kept as annotations with it: enough to stop, remove
 * and show it when the project's files are gone.
 *
 * @param project the project's name
 * @param replica which container of which service it is
 * @param configHash what the container was made from
 * @param image the image's reference, or the folder
 * @param stopSignal the signal that asks it to stop
 * @param stopGracePeriod the time between that signal and SIGKILL
 * @param restart whether it is started again when it has ended
 * @param probing how its health is probed
 * @param hooks what runs in it when it has started and before it is stopped
 * @param dependsOn the services that it stops before
 * @param anonymousVolumes target to the name of a volume without a name of its own
 * @param labels the user's labels
 * @param createdAt when it was made, in ISO 8601
 */
public record Labels(
    String project,
    Replica replica,
    String configHash,
    String image,
    int stopSignal,
    Duration stopGracePeriod,
    Optional<Restart> restart,
    Optional<Probing> probing,
    Hooks hooks,
    List<String> dependsOn,
    Map<String, String> anonymousVolumes,
    Map<String, String> labels,
    String createdAt) {
  private static final String PREFIX = "jcompose.";
  private static final String VOLUME = PREFIX + "anonymous-volume:";
  private static final String RESTART = PREFIX + "restart";
  private static final String HEALTH = PREFIX + "health";
  private static final String HOOKS = PREFIX + "hooks";
  private static final String LABEL = "label:";
  private static final String NUMBER = PREFIX + "number";

  /** What a container of the service remembers. */
  static Labels of(
      String project,
      Service service,
      int number,
      String configHash,
      String image,
      int stopSignal,
      Optional<Probing> probing,
      Map<String, String> anonymousVolumes,
      String createdAt) {
    return new Labels(
        project,
        new Replica(service.name(), number),
        configHash,
        image,
        stopSignal,
        service.stopGracePeriod(),
        service.life().restart(),
        probing,
        service.life().hooks(),
        service.dependsOn(),
        anonymousVolumes,
        service.labels(),
        createdAt);
  }

  /** The service's name. */
  public String service() {
    return replica.service();
  }

  /** The annotations that hold this. */
  Map<String, String> toAnnotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(PREFIX + "project", project);
    annotations.put(PREFIX + "service", service());
    annotations.put(NUMBER, Integer.toString(replica.number()));
    annotations.put(PREFIX + "config-hash", configHash);
    annotations.put(PREFIX + "image", image);
    annotations.put(PREFIX + "stop-signal", Integer.toString(stopSignal));
    annotations.put(PREFIX + "stop-grace-period", stopGracePeriod.toString());
    restart.ifPresent(policy -> annotations.put(RESTART, json(policy)));
    probing.ifPresent(check -> annotations.put(HEALTH, json(check)));
    if (!hooks.isEmpty()) {
      annotations.put(HOOKS, json(hooks));
    }
    annotations.put(PREFIX + "depends-on", String.join(",", dependsOn));
    annotations.put(PREFIX + "created", createdAt);
    anonymousVolumes.forEach((target, volume) -> annotations.put(VOLUME + target, volume));
    labels.forEach((key, value) -> annotations.put(LABEL + key, value));
    return annotations;
  }

  /** The project that a container's annotations name, empty where they name none. */
  public static Optional<String> projectOf(Map<String, String> annotations) {
    return Optional.ofNullable(annotations.get(PREFIX + "project"));
  }

  /** What annotations hold; values that are missing get the defaults of Docker Compose. */
  public static Labels from(Map<String, String> annotations) {
    String depends = annotations.getOrDefault(PREFIX + "depends-on", "");
    return new Labels(
        annotations.getOrDefault(PREFIX + "project", ""),
        new Replica(
            annotations.getOrDefault(PREFIX + "service", ""),
            Integer.parseInt(annotations.getOrDefault(NUMBER, "1"))),
        annotations.getOrDefault(PREFIX + "config-hash", ""),
        annotations.getOrDefault(PREFIX + "image", ""),
        Integer.parseInt(annotations.getOrDefault(PREFIX + "stop-signal", "15")),
        Duration.parse(annotations.getOrDefault(PREFIX + "stop-grace-period", "PT10S")),
        record(annotations.get(RESTART), Restart.class),
        record(annotations.get(HEALTH), Probing.class),
        record(annotations.get(HOOKS), Hooks.class).orElse(Hooks.NONE),
        depends.isEmpty() ? List.of() : List.of(depends.split(",", -1)),
        withPrefix(annotations, VOLUME),
        withPrefix(annotations, LABEL),
        annotations.getOrDefault(PREFIX + "created", ""));
  }

  private static String json(Record value) {
    return new String(RecordJson.toBytes(value), StandardCharsets.UTF_8);
  }

  private static <T> Optional<T> record(@Nullable String json, Class<T> type) {
    return Optional.ofNullable(json)
        .map(text -> RecordJson.read(text.getBytes(StandardCharsets.UTF_8), type));
  }

  private static Map<String, String> withPrefix(Map<String, String> annotations, String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    annotations.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
