package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import jcompose.engine.NewVolume;
import jcompose.engine.VolumeInfo;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.spec.Root;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.LockFile;
import jcompose.engine.state.RecordJson;
import jcompose.engine.state.Trees;

/**
 * The folder of volumes: {@code NAME/_data} and {@code NAME/volume.json}. A volume exists once its
 * JSON does. One lock serves all volumes, since what is done under it is short and rare.
 */
public final class VolumeFolders {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

  private static final long UMOUNT_DETACH = 2;

  private final Path folder;

  /** The volumes in a folder, which is made when the first volume comes. */
  public VolumeFolders(Path folder) {
    this.folder = folder;
  }

  /** The folder that containers mount. */
  public Path data(String name) {
    return volume(name).resolve(VolumeMaking.DATA);
  }

  /** What is known of a volume; empty when it does not exist. */
  public Optional<VolumeInfo> find(String name) {
    return AtomicFile.readIfPresent(info(name))
        .map(json -> RecordJson.read(json, VolumeInfo.class));
  }

  /** Makes those that do not exist, and names them; the disk is waited for once, for all. */
  public Set<String> create(List<NewVolume> wanted) {
    wanted.forEach(volume -> volume(volume.name()));
    LockFile lock = lock();
    try {
      Map<String, NewVolume> missing = new LinkedHashMap<>();
      for (NewVolume volume : wanted) {
        if (find(volume.name()).isEmpty()) {
          missing.putIfAbsent(volume.name(), volume);
        }
      }
      new VolumeMaking(folder).make(missing.values());
      return missing.keySet();
    } finally {
      lock.close();
    }
  }

  /** Copies what the image has at a path, the first time that it is asked to. */
  public void seed(String name, Root image, String pathInImage) {
    if (find(name).filter(VolumeInfo::seeded).isPresent()) {
      return; // it never changes back
    }
    LockFile lock = lock();
    try {
      VolumeInfo volume =
          find(name).orElseThrow(() -> new EngineException("volume '" + name + "' does not exist"));
      if (volume.seeded()) {
        return;
      }
      if (isEmpty(name)) {
        copy(name, image, pathInImage);
      }
      write(new VolumeInfo(name, volume.labels(), volume.created(), true, volume.device()));
    } finally {
      lock.close();
    }
  }

  private boolean isEmpty(String name) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data(name))) {
      return !entries.iterator().hasNext();
    } catch (IOException failure) {
      throw cannot("read the volume", name, failure);
    }
  }

  /** The copy lies beside the empty folder until it is whole, then takes its place in one step. */
  private void copy(String name, Root image, String pathInImage) {
    Path copy = volume(name).resolve("tmp-seed");
    Trees.delete(copy);
    try {
      if (VolumeContent.copy(name, new NewVolume.Content(image, pathInImage), copy)) {
        VolumeContent.sync(copy);
        Files.move(
            copy, data(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      throw cannot("fill the volume", name, failure);
    } finally {
      Trees.delete(copy);
    }
  }

  /**
   * Takes the folder of a volume with a device away, which is empty once the device is unmounted:
   * nothing that is on it may be deleted.
   */
  public void detach(String name) {
    try (NativeMemory memory = new NativeMemory()) {
      long path = memory.string(data(name).toString());
      Kernel.call(Syscall.UMOUNT2, path, UMOUNT_DETACH);
      Files.deleteIfExists(data(name));
    } catch (IOException failure) {
      throw cannot("remove the mount point of volume", name, failure);
    }
  }

  /** Removes a volume, if it exists. */
  public void remove(String name) {
    volume(name);
    LockFile lock = lock();
    try {
      new VolumeMaking(folder).remove(name);
    } finally {
      lock.close();
    }
  }

  /** All volumes, by name. */
  public List<VolumeInfo> list() {
    List<VolumeInfo> volumes = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (NAME.matcher(name).matches() && Files.isDirectory(entry)) {
          find(name).ifPresent(volumes::add);
        }
      }
    } catch (NoSuchFileException none) {
      return volumes;
    } catch (IOException failure) {
      throw new EngineException("cannot list " + folder + ": " + IoReason.of(failure), failure);
    }
    volumes.sort(Comparator.comparing(VolumeInfo::name));
    return volumes;
  }

  private void write(VolumeInfo volume) {
    AtomicFile.write(info(volume.name()), RecordJson.toBytes(volume));
  }

  private Path info(String name) {
    return volume(name).resolve(VolumeMaking.INFO);
  }

  private Path volume(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new EngineException(
          "'" + name + "' is not a name for a volume: letters, digits and _ . - are, not at first");
    }
    return folder.resolve(name);
  }

  /** Only root may enter the folder: what lies in a volume is not for the host's users. */
  private LockFile lock() {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException failure) {
      throw new EngineException("cannot make " + folder + ": " + IoReason.of(failure), failure);
    }
    LockFile lock = LockFile.acquire(folder.resolve(".lock"));
    new VolumeMaking(folder).sweep();
    return lock;
  }

  private static EngineException cannot(String what, String name, IOException failure) {
    return new EngineException(
        "cannot " + what + " '" + name + "': " + IoReason.of(failure), failure);
  }
}
