package jcompose.composer.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jcompose.composer.model.DependsOn.Condition;
import jcompose.composer.plan.After;
import jcompose.composer.plan.Plan;
import jcompose.composer.plan.ReplicaPlan;
import jcompose.composer.plan.ServicePlan;

/** Finds waits for the health of what is not probed: they would never end. */
final class HealthConditions {
  private HealthConditions() {}

  /**
   * A message for each, with its place.
   *
   * @param probed whether a service's container has a health check; empty when that is not known
   */
  static List<String> problems(Plan plan, Function<String, Optional<Boolean>> probed) {
    Set<String> planned = new HashSet<>();
    plan.services().forEach(service -> planned.add(service.service()));
    List<String> problems = new ArrayList<>();
    for (ServicePlan service : plan.services()) {
      if (service.replicas().stream().noneMatch(ReplicaPlan::stays)) {
        continue; // nothing is started, so nothing is waited for
      }
      for (After after : service.after()) {
        String other = after.service();
        if (after.how().condition() == Condition.SERVICE_HEALTHY
            && after.how().required()
            && planned.contains(other)
            && probed.apply(other).filter(has -> !has).isPresent()) {
          problems.add(
              after.how().position()
                  + ": services."
                  + service.service()
                  + ".depends_on."
                  + other
                  + ": service '"
                  + other
                  + "' has no health check, nor has its image"
                  + "; give it 'healthcheck', or wait for 'service_started'");
        }
      }
    }
    return problems;
  }
}
