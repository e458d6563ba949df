package jcompose.composer.run;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jcompose.engine.state.RecordJson;

/**
 * Something that happened to a container, in Docker's words.
 *
 * @param time when
 * @param type {@code container}
 * @param service whose it is
 * @param id the container's
 * @param action {@code create}, {@code start}, {@code die}, {@code exec_start: sh -c ls} and so on
 * @param attributes the user's labels, {@code image}, {@code name}, and what the action has
 */
public record ContainerEvent(
    Instant time,
    String type,
    String service,
    String id,
    String action,
    Map<String, String> attributes) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /** Keeps the order of the attributes. */
  public ContainerEvent {
    attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** As {@code docker compose events} prints it. */
  public String text(ZoneId zone) {
    List<String> words =
        attributes.entrySet().stream()
            .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
            .toList();
    return TIME.format(time.atZone(zone))
        + " "
        + type
        + " "
        + action
        + " "
        + id
        + " ("
        + String.join(", ", words)
        + ")";
  }

  /** As one line of JSON. */
  public byte[] json() {
    return RecordJson.toBytes(this);
  }
}
