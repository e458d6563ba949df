package jcompose.composer.run;

import java.util.Map;
import java.util.Set;
import jcompose.composer.life.Readiness.Facts;
import jcompose.engine.ContainerState;

/**
 * What those who wait look at.
 *
 * @param containers those of the stack, by id
 * @param betweenRuns the ids of those that are stopped to be started right afterwards
 */
record ContainerFacts(
    Map<String, StackContainer> containers,
    Set<String> betweenRuns,
    Restarts restarts,
    HealthProbes probes) {

  /** What is known of a container now. */
  Facts of(StackContainer container) {
    String id = container.id();
    ContainerState state = container.container().state();
    return new Facts(
        container.name(),
        containers.containsKey(id),
        state.status() == ContainerState.Status.RUNNING,
        restarts.goesOn(id) || betweenRuns.contains(id),
        state.exit(),
        container.labels().probing().isPresent(),
        probes.health(id));
  }
}
