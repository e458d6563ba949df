package jcompose.composer.run;

import java.util.function.Consumer;
import jcompose.composer.life.LastAct;
import jcompose.composer.life.StoryFile;
import jcompose.composer.model.Replica;
import jcompose.composer.plan.Observed;
import jcompose.engine.Container;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.ExitStatus;

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

  Replica replica() {
    return labels.replica();
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
        id(), name(), replica(), labels.configHash(), running(), labels.anonymousVolumes());
  }

  /** Keeps what is about to be done to it, or was refused. A full disk keeps nothing from that. */
  void note(EngineDirectories directories, StackEvents events, LastAct act) {
    note(directories, events, file -> file.note(act));
  }

  /** Keeps how its run ended, before the next. */
  void note(EngineDirectories directories, StackEvents events, ExitStatus end) {
    note(directories, events, file -> file.note(end));
  }

  private void note(
      EngineDirectories directories, StackEvents events, Consumer<StoryFile> writing) {
    try {
      writing.accept(new StoryFile(directories, id()));
    } catch (RuntimeException failure) {
      events.warning("container " + name() + ": " + failure.getMessage());
    }
  }
}
