package jcompose.composer.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.Service;

/**
 * How a project's containers came up.
 *
 * @param from when the first thing was done
 * @param to when the last was ready
 * @param bars by their beginnings
 * @param criticalPath the names of those that the last one had to wait for, in their order, itself
 *     at the end
 */
public record Timeline(Instant from, Instant to, List<Bar> bars, List<String> criticalPath) {
  /**
   * Of containers.
   *
   * @param bars at least one
   * @param services the project's, for what each waits for
   */
  public static Timeline of(List<Bar> bars, Map<String, Service> services) {
    List<Bar> sorted =
        bars.stream().sorted(Comparator.comparing(Bar::begin).thenComparing(Bar::name)).toList();
    Bar last = sorted.stream().max(Comparator.comparing(Bar::ready)).orElseThrow();
    return new Timeline(sorted.get(0).begin(), last.ready(), sorted, path(last, sorted, services));
  }

  private static List<String> path(Bar last, List<Bar> bars, Map<String, Service> services) {
    List<String> path = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<Bar> next = Optional.of(last);
    while (next.isPresent() && seen.add(next.get().name())) {
      path.add(0, next.get().name());
      next = cause(next.get(), bars, services);
    }
    return path;
  }

  /** Of those that a container waited for, the one that was last. */
  private static Optional<Bar> cause(Bar bar, List<Bar> bars, Map<String, Service> services) {
    Service service = services.get(bar.service());
    if (service == null) {
      return Optional.empty();
    }
    return bars.stream()
        .filter(other -> service.dependsOn().contains(other.service()))
        .filter(other -> met(other, service).filter(at -> !at.isAfter(bar.started())).isPresent())
        .max(Comparator.comparing(other -> met(other, service).orElse(other.started())));
  }

  private static Optional<Instant> met(Bar other, Service service) {
    DependsOn how = service.dependsOn(other.service());
    return switch (how.condition()) {
      case SERVICE_STARTED -> Optional.of(other.started());
      case SERVICE_HEALTHY -> other.healthy();
      case SERVICE_COMPLETED_SUCCESSFULLY -> other.ended();
    };
  }

  /** The time since the first thing was done. */
  public Duration at(Instant instant) {
    return Duration.between(from, instant);
  }

  /** How long all of it took. */
  public Duration length() {
    return at(to);
  }

  /** Milliseconds or seconds, as a reader wants them. */
  static String words(Duration time) {
    long ms = time.toMillis();
    return ms < 1000 ? ms + " ms" : String.format(java.util.Locale.ROOT, "%.2f s", ms / 1000.0);
  }
}
