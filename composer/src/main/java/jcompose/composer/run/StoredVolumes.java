package jcompose.composer.run;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.VolumeInfo;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.Mount;

/** What the disk says of volumes, and of those who have them. */
public final class StoredVolumes {
  private final VolumeStore store;
  private final Path folder;

  /** Those under the engine's root folder. */
  public StoredVolumes(EngineDirectories directories) {
    store = new VolumeStore(directories);
    folder = directories.volumes();
  }

  /** All of this machine, by name. */
  public List<VolumeInfo> list() {
    return store.list();
  }

  /** The folder that containers mount. */
  public Path path(String volume) {
    return store.path(volume);
  }

  /** Whether a project made it, and did not merely name it. */
  public static boolean madeBy(String project, VolumeInfo volume) {
    return VolumeLabels.belongsTo(project, volume.labels());
  }

  /** The project that made it. */
  public static Optional<String> projectOf(VolumeInfo volume) {
    return VolumeLabels.projectOf(volume.labels());
  }

  /** The names of the volumes that containers have mounted, or will have. */
  public Set<String> mountedBy(Collection<ContainerState> states) {
    Set<String> names = new TreeSet<>();
    for (ContainerState state : states) {
      for (Mount mount : state.spec().mounts()) {
        if (mount instanceof Mount.Bind bind && bind.source().startsWith(folder)) {
          names.add(folder.relativize(bind.source()).getName(0).toString());
        }
      }
    }
    return names;
  }
}
