package jcompose.composer.plan;

import java.util.List;

/**
 * Everything that one {@code up} does.
 *
 * @param services in an order in which no service comes before one that it needs
 * @param orphans containers of the project whose service is not in its files
 */
public record Plan(List<ServicePlan> services, List<Observed> orphans) {
  /** Copies the lists. */
  public Plan {
    services = List.copyOf(services);
    orphans = List.copyOf(orphans);
  }

  /** A stable text: a line for each container, with why, and what it waits for. */
  public String print() {
    StringBuilder text = new StringBuilder();
    for (ServicePlan service : services) {
      text.append(service.print());
    }
    for (Observed orphan : orphans) {
      text.append("orphan ").append(orphan.name()).append('\n');
    }
    return text.toString();
  }

  /** Whether anything is done to a container of a service. */
  public boolean changes() {
    return services.stream()
        .flatMap(service -> service.replicas().stream())
        .anyMatch(replica -> !replica.word().equals("keep"));
  }
}
