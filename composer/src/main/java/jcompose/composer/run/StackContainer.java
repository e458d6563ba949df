package jcompose.composer.run;

import jcompose.composer.plan.Observed;
import jcompose.engine.Container;
import jcompose.engine.ContainerState;

/**
 * A container with what it remembers of its service.
 *
 * @param container the engine's
 * @param labels its service, stop signal and so on
 */
record StackContainer(Container container, Labels labels) {
  static StackContainer of(Container container) {
    return new StackContainer(container, Labels.from(container.spec().annotations()));
  }

  String id() {
    return container.spec().id();
  }

  String name() {
    return container.spec().name();
  }

  String service() {
    return labels.service();
  }

  /** Whether it is no service's own. */
  boolean oneOff() {
    return OneOffMark.from(container.spec().annotations()).isPresent();
  }

  boolean running() {
    return container.state().status() == ContainerState.Status.RUNNING;
  }

  Observed observed() {
    return new Observed(
        id(), name(), service(), labels.configHash(), running(), labels.anonymousVolumes());
  }
}
