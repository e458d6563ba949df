package jcompose.composer.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.engine.Attachment;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.EngineDirectories;
import jcompose.engine.ExitStatus;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.ExecSpec;

/**
 * One container for one command, which runs it by itself: there is no supervisor to start, and
 * nothing between its streams and the command's.
 */
public final class OneOff implements AutoCloseable {
  private final ContainerEngine engine;
  private final Container container;
  private final VolumeStore volumes;
  private final boolean removed;

  private OneOff(
      ContainerEngine engine, Container container, VolumeStore volumes, boolean removed) {
    this.engine = engine;
    this.container = container;
    this.volumes = volumes;
    this.removed = removed;
  }

  /**
   * Makes a service's container beside those that it may have, without starting it.
   *
   * @param removed whether nothing of it stays when it has ended
   * @throws ComposerException naming everything that can be seen to fail; nothing is left
   */
  public static OneOff create(
      Project project,
      Service service,
      EngineDirectories directories,
      boolean removed,
      StackEvents events) {
    ContainerEngine engine = ContainerEngine.open(directories, events::warning);
    try {
      OneOffSpec maker = new OneOffSpec(project, service, directories, events);
      maker.check(engine);
      Container container = maker.create(engine, OneOffMark.own(removed));
      engine
          .warnings(container.spec())
          .forEach(warning -> events.warning(service.position() + ": " + warning));
      return new OneOff(engine, container, new VolumeStore(directories), removed);
    } catch (RuntimeException failure) {
      engine.close();
      throw failure;
    }
  }

  /**
   * Starts it with its streams here. When that fails nothing of it is left.
   *
   * @param size of its terminal
   * @throws jcompose.engine.ProgramNotRunException when the program is not found (127) or not
   *     executable (126)
   */
  public Attachment start(Optional<ExecSpec.Size> size) {
    try {
      return container.startAttached(size);
    } catch (RuntimeException failure) {
      remove();
      throw failure;
    }
  }

  /** Sends a signal to its first process; nothing happens when it has ended. */
  public void signal(int signal) {
    container.signal(signal);
  }

  /** Kills everything in it. */
  public void kill() {
    container.kill();
  }

  /** Whether a signal would do anything to its first process. */
  public boolean hears(int signal) {
    return container.hears(signal);
  }

  /** Its end, which is on disk then. */
  public CompletableFuture<ExitStatus> exit() {
    return container.exit();
  }

  /** After its end: removes what is not to stay. */
  public void finish() {
    if (removed) {
      remove();
    }
  }

  private void remove() {
    remove(container, volumes);
  }

  /** Ends a container and removes it with its volumes that have no name. */
  static void remove(Container container, VolumeStore volumes) {
    Labels labels = Labels.from(container.spec().annotations());
    container.delete();
    labels.anonymousVolumes().values().forEach(volumes::remove);
  }

  @Override
  public void close() {
    engine.close();
  }
}
