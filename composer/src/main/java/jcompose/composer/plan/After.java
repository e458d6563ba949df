package jcompose.composer.plan;

import jcompose.composer.model.DependsOn;

/**
 * What a service's actions wait for.
 *
 * @param service another one, whose plan must have been carried out before
 * @param how what is waited for then
 */
public record After(String service, DependsOn how) {
  /** As a plan shows it: the name, and what more than its start is waited for. */
  public String describe() {
    String words =
        switch (how.condition()) {
          case SERVICE_STARTED -> "";
          case SERVICE_HEALTHY -> " (healthy)";
          case SERVICE_COMPLETED_SUCCESSFULLY -> " (completed)";
        };
    return service + words;
  }
}
