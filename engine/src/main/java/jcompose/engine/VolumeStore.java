package jcompose.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.engine.spec.Root;

/** Named volumes: folders that outlive the containers that use them. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class VolumeStore {
  private final EngineDirectories directories;

  /** The store under the engine's root folder. */
  public VolumeStore(EngineDirectories directories) {
    this.directories = directories;
  }

  /** The folder that containers mount, whether it exists yet or not. */
  public Path path(String name) {
    return directories.volumes().resolve(name).resolve("_data");
  }

  /** Whether the volume exists. */
  public boolean exists(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** Makes an empty volume; one that exists stays as it is. */
  public void create(String name, Map<String, String> labels) {
    throw new UnsupportedOperationException(name + labels);
  }

  /**
   * Copies what the image has at a path into a volume that is empty and was never offered any:
   * content, owners, modes, times, attributes, links, and the folder's own owner and mode. It is
   * there wholly or not at all; call it before the volume's first use.
   *
   * @param pathInImage absolute, as the container sees it; one that is no folder leaves the volume
   *     empty
   */
  public void seed(String name, Root image, String pathInImage) {
    throw new UnsupportedOperationException(name + image + pathInImage);
  }

  /** Removes a volume with its content; one that does not exist is no error. */
  public void remove(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** All volumes, by name. */
  public List<VolumeInfo> list() {
    throw new UnsupportedOperationException();
  }
}
