package jcompose.composer.run;

import java.util.List;
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
