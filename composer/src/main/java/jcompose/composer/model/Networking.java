package jcompose.composer.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service's networks and ports.
 *
 * @param attachments the networks that it is in, by their keys, in the order of its interfaces:
 *     those of higher priority first, then by key
 * @param ports the ports that it publishes
 * @param expose {@code 80/tcp} or {@code 80-90/udp}: ports of the service, for those who look
 * @param links other names of other services, for this one alone: the services by the names
 */
public record Networking(
    Map<String, Attachment> attachments,
    List<PublishedPort> ports,
    List<String> expose,
    Map<String, String> links) {
  private static final Comparator<Attachment> BY_PRIORITY =
      Comparator.comparingInt(Attachment::priority).reversed().thenComparing(Attachment::network);

  /** In no network. */
  public static final Networking NONE = new Networking(Map.of(), List.of(), List.of(), Map.of());

  /** Copies the collections, and puts the networks in order. */
  public Networking {
    Map<String, Attachment> ordered = new LinkedHashMap<>();
    attachments.values().stream()
        .sorted(BY_PRIORITY)
        .forEach(attachment -> ordered.put(attachment.network(), attachment));
    attachments = Ordered.copy(ordered);
    ports = List.copyOf(ports);
    expose = List.copyOf(expose);
    links = Ordered.copy(links);
  }

  /** The same with everything at another place. */
  public Networking at(Position position) {
    Map<String, Attachment> moved = new LinkedHashMap<>();
    attachments.forEach((key, attachment) -> moved.put(key, attachment.at(position)));
    return new Networking(
        moved, ports.stream().map(port -> port.at(position)).toList(), expose, links);
  }
}
