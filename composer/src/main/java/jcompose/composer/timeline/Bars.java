package jcompose.composer.timeline;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How containers came up last, out of what happened to them: from their making, or their first
 * start after the user stopped them. A start by their policy is none.
 */
public final class Bars {
  private static final String HEALTHY = "health_status: healthy";

  private record Known(
      String service,
      String id,
      String name,
      Optional<Instant> created,
      Optional<Instant> started,
      Optional<Instant> healthy,
      Optional<Instant> ended,
      boolean stopped) {}

  private final Map<String, Known> known = new LinkedHashMap<>();

  /**
   * Takes what happened next.
   *
   * @param action as {@code events} tells it
   */
  public void add(Instant time, String service, String id, String name, String action) {
    Optional<Instant> none = Optional.empty();
    Optional<Instant> now = Optional.of(time);
    Known old = known.get(id);
    switch (action) {
      case "create" -> known.put(id, new Known(service, id, name, now, none, none, none, false));
      case "start" -> {
        if (old == null || old.stopped()) {
          known.put(id, new Known(service, id, name, none, now, none, none, false));
        } else if (old.started().isEmpty()) {
          known.put(id, new Known(service, id, name, old.created(), now, none, none, false));
        }
      }
      case HEALTHY -> {
        if (old != null && old.healthy().isEmpty()) {
          known.put(id, with(old, now, old.ended(), old.stopped()));
        }
      }
      case "die" -> {
        if (old != null && old.ended().isEmpty()) {
          known.put(id, with(old, old.healthy(), now, old.stopped()));
        }
      }
      case "stop" -> {
        if (old != null) {
          known.put(id, with(old, old.healthy(), old.ended(), true));
        }
      }
      case "destroy" -> known.remove(id);
      default -> {} // says nothing of its coming up
    }
  }

  private static Known with(
      Known old, Optional<Instant> healthy, Optional<Instant> ended, boolean stopped) {
    return new Known(
        old.service(), old.id(), old.name(), old.created(), old.started(), healthy, ended, stopped);
  }

  /**
   * Those that were started.
   *
   * @param firstLine when a container first wrote something since a time
   */
  public List<Bar> all(BiFunction<String, Instant, Optional<Instant>> firstLine) {
    return known.values().stream()
        .filter(one -> one.started().isPresent())
        .map(
            one -> {
              Instant started = one.started().orElseThrow();
              return new Bar(
                  one.service(),
                  one.name(),
                  one.created(),
                  started,
                  firstLine.apply(one.id(), started),
                  one.healthy(),
                  one.ended());
            })
        .toList();
  }
}
