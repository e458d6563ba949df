package jcompose.composer.run;

import java.util.List;
import java.util.Optional;
import jcompose.composer.life.Health;
import jcompose.composer.life.HealthFile;
import jcompose.composer.life.LifeFile;
import jcompose.composer.life.LifeRecord;
import jcompose.composer.wiring.WiringFile;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.VolumeStore;

/** What the disk says of a project, without its supervisor. */
public final class StoredStack {
  private StoredStack() {}

  /** The project's containers, ordered by name. */
  public static List<ContainerState> states(EngineDirectories directories, String project) {
    return ContainerEngine.list(directories).stream()
        .filter(
            state ->
                Labels.projectOf(state.spec().annotations()).filter(project::equals).isPresent())
        .sorted((a, b) -> a.spec().name().compareTo(b.spec().name()))
        .toList();
  }

  /** Whether a container runs, or will by itself. */
  public static boolean goesOn(EngineDirectories directories, ContainerState state) {
    return state.status() == ContainerState.Status.RUNNING || startsAgain(directories, state);
  }

  /** Whether a container has ended and will be started again by itself. */
  public static boolean startsAgain(EngineDirectories directories, ContainerState state) {
    return state.status() == ContainerState.Status.EXITED
        && life(directories, state).filter(LifeRecord::goesOn).isPresent();
  }

  /** What is remembered of a container that may be started again by itself. */
  public static Optional<LifeRecord> life(EngineDirectories directories, ContainerState state) {
    return Labels.from(state.spec().annotations()).restart().isEmpty()
        ? Optional.empty()
        : new LifeFile(directories, state.spec().id()).read();
  }

  /** What is known of the health of a container that runs and is probed. */
  public static Optional<Health> health(EngineDirectories directories, ContainerState state) {
    return state.status() != ContainerState.Status.RUNNING
            || Labels.from(state.spec().annotations()).probing().isEmpty()
        ? Optional.empty()
        : new HealthFile(directories, state.spec().id())
            .read()
            .filter(health -> state.startedAt().filter(health.since()::equals).isPresent());
  }

  /** Whether {@code down} has anything to do. */
  public static boolean anything(EngineDirectories directories, String project, boolean volumes) {
    return !states(directories, project).isEmpty()
        || new ProjectClaim(directories, project).read().isPresent()
        || new WiringFile(directories, project).exists()
        || (volumes
            && new VolumeStore(directories)
                .list().stream()
                    .anyMatch(volume -> VolumeLabels.belongsTo(project, volume.labels())));
  }
}
