package jcompose.composer.run;

import java.util.HashSet;
import java.util.Set;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;

/**
 * What {@code required: false} makes of failures: the other service starts all the same, and the
 * command has not failed unless the user asked for the one that did.
 */
final class OptionalDependencies implements ServiceGraph.Tolerance {
  private final Project project;
  private final StackEvents events;
  private final Set<String> optional;

  OptionalDependencies(Project project, UpOptions options, StackEvents events) {
    this.project = project;
    this.events = events;
    this.optional = new HashSet<>(Planner.services(project, options));
    this.optional.removeAll(Planner.required(project, options));
  }

  @Override
  public boolean goesOn(String service, String without) {
    Service dependent = project.services().get(service);
    return dependent != null && !dependent.dependsOn(without).required();
  }

  @Override
  public boolean takes(String service, RuntimeException failure) {
    if (!optional.contains(service)) {
      return false;
    }
    events.warning(
        "optional dependency '" + service + "' failed to start: " + failure.getMessage());
    return true;
  }
}
