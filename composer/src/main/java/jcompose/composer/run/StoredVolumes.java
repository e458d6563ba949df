package jcompose.composer.run;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jcompose.composer.ComposerException;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.Suggestion;
import jcompose.engine.VolumeInfo;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.Mount;

/** What the disk says of volumes, and of those who have them. */
public final class StoredVolumes {
  private final VolumeStore store;
  private final EngineDirectories directories;
  private final Path folder;

  /** Those under the engine's root folder. */
  public StoredVolumes(EngineDirectories directories) {
    this.directories = directories;
    store = new VolumeStore(directories);
    folder = directories.volumes();
  }

  /** All of this machine, by name. */
  public List<VolumeInfo> list() {
    return store.list();
  }

  /** Whether there is such a volume. */
  public boolean exists(String name) {
    return store.exists(name);
  }

  /**
   * What is known of a volume.
   *
   * @throws ComposerException when there is none
   */
  public VolumeInfo find(String name) {
    List<VolumeInfo> all = list();
    return all.stream()
        .filter(volume -> volume.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ComposerException(
                    "there is no volume '"
                        + name
                        + "'"
                        + Suggestion.of(name, all.stream().map(VolumeInfo::name).toList())
                        + "; 'jcompose volume ls' lists them"));
  }

  /** A container that has a volume mounted, or will have. */
  public Optional<String> user(String volume) {
    return ContainerEngine.list(directories).stream()
        .filter(state -> mountedBy(List.of(state)).contains(volume))
        .map(state -> state.spec().name())
        .findFirst();
  }

  /** Makes an empty one; one that is there stays as it is. */
  public void create(String name, Map<String, String> labels) {
    store.create(name, labels);
  }

  /** Removes one with what is in it; one that is not there is no error. */
  public void remove(String name) {
    store.remove(name);
  }

  /** Whether it was made for a container whose service gave it no name. */
  public static boolean isAnonymous(VolumeInfo volume) {
    return VolumeLabels.isAnonymous(volume.labels());
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
