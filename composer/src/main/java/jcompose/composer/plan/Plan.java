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

  /** A stable text: a line for each action, with what it waits for. */
  public String print() {
    StringBuilder text = new StringBuilder();
    for (ServicePlan service : services) {
      for (Action action : service.actions()) {
        text.append(service.service()).append(": ").append(action.describe());
        if (!service.after().isEmpty()) {
          text.append(" after ")
              .append(String.join(", ", service.after().stream().map(After::describe).toList()));
        }
        text.append('\n');
      }
    }
    for (Observed orphan : orphans) {
      text.append("orphan ").append(orphan.name()).append('\n');
    }
    return text.toString();
  }
}
