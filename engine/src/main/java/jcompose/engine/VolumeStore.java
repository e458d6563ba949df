package jcompose.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.rootfs.VolumeFolders;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.VolumeDevice;

/** Named volumes: folders that outlive the containers that use them. */
public final class VolumeStore {
  private final VolumeFolders folders;

  /** The store under the engine's root folder. */
  public VolumeStore(EngineDirectories directories) {
    folders = new VolumeFolders(directories.volumes());
  }

  /** The folder that containers mount, whether it exists yet or not. */
  public Path path(String name) {
    return folders.data(name);
  }

  /** Whether the volume exists. */
  public boolean exists(String name) {
    return folders.find(name).isPresent();
  }

  /**
   * Makes an empty volume; one that exists stays as it is.
   *
   * @return whether it was made, which is told to only one of several callers
   */
  public boolean create(String name, Map<String, String> labels) {
    return !create(List.of(new NewVolume(name, labels, Optional.empty()))).isEmpty();
  }

  /**
   * Makes volumes together, which for many is far quicker than one by one. Each has its first
   * content when it exists. Those that exist already stay as they are.
   *
   * @return the names of those that were made, each told to only one of several callers
   */
  public Set<String> create(List<NewVolume> wanted) {
    return folders.create(wanted);
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
    folders.seed(name, image, pathInImage);
  }

  /** What a volume is instead of a folder; empty when it is one, or does not exist. */
  public Optional<VolumeDevice> device(String name) {
    return folders.find(name).flatMap(VolumeInfo::device);
  }

  /**
   * Removes a volume with its content; one that does not exist is no error. What is on a device
   * stays there.
   */
  public void remove(String name) {
    if (device(name).isPresent()) {
      folders.detach(name);
    }
    folders.remove(name);
  }

  /** All volumes, by name. */
  public List<VolumeInfo> list() {
    return folders.list();
  }
}
