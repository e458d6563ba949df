package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jcompose.composer.life.Health;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.Service;
import jcompose.engine.ContainerState;

/**
 * Which services were not started because of which others.
 *
 * @param services the project's, as it was last brought up
 * @param states the containers of each service that has any
 * @param health of a container that runs and is probed
 */
record WhyChain(
    Map<String, Service> services,
    Map<String, List<ContainerState>> states,
    Function<ContainerState, Optional<Health>> health) {

  /** What a service that was never started waits for, as {@code db: service_healthy}. */
  List<String> waitsFor(String name) {
    List<String> waits = new ArrayList<>();
    Service service = services.get(name);
    if (service != null && !started(name)) {
      for (String other : service.dependsOn()) {
        if (unmet(service, other)) {
          waits.add(other + ": " + word(service.dependsOn(other)));
        }
      }
    }
    return waits;
  }

  /** Those that wait for a service, and those that wait for them; with what each waits for. */
  List<String> waiting(String name) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> causes = new LinkedHashSet<>(Set.of(name));
    boolean more = true;
    while (more) {
      more = false;
      for (Service service : services.values()) {
        if (found.containsKey(service.name()) || started(service.name())) {
          continue;
        }
        Optional<String> cause =
            service.dependsOn().stream()
                .filter(other -> causes.contains(other) && unmet(service, other))
                .findFirst();
        if (cause.isPresent()) {
          String wait = cause.get() + ": " + word(service.dependsOn(cause.get()));
          found.put(service.name(), service.name() + " (" + wait + ")");
          causes.add(service.name());
          more = true;
        }
      }
    }
    return List.copyOf(found.values());
  }

  boolean wantsNone(String name) {
    Service service = services.get(name);
    return service != null && service.scale() == 0;
  }

  private boolean started(String service) {
    return of(service).stream().anyMatch(state -> state.startedAt().isPresent());
  }

  private List<ContainerState> of(String service) {
    return states.getOrDefault(service, List.of());
  }

  private boolean unmet(Service service, String other) {
    if (wantsNone(other)) { // which nobody waits for
      return false;
    }
    DependsOn how = service.dependsOn(other);
    return of(other).isEmpty()
        || of(other).stream()
            .anyMatch(
                state ->
                    switch (how.condition()) {
                      case SERVICE_STARTED -> state.startedAt().isEmpty();
                      case SERVICE_HEALTHY ->
                          health
                              .apply(state)
                              .filter(known -> known.status() == Health.Status.HEALTHY)
                              .isEmpty();
                      case SERVICE_COMPLETED_SUCCESSFULLY ->
                          state.exit().filter(exit -> exit.code() == 0).isEmpty();
                    });
  }

  private static String word(DependsOn how) {
    return how.condition().name().toLowerCase(Locale.ROOT);
  }
}
