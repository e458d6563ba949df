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
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import jcompose.engine.VolumeInfo;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
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

  private final Path folder;

  /** The volumes in a folder, which is made when the first volume comes. */
  public VolumeFolders(Path folder) {
    this.folder = folder;
  }

  /** The folder that containers mount. */
  public Path data(String name) {
    return volume(name).resolve("_data");
  }

  /** What is known of a volume; empty when it does not exist. */
  public Optional<VolumeInfo> find(String name) {
    return AtomicFile.readIfPresent(info(name))
        .map(json -> RecordJson.read(json, VolumeInfo.class));
  }

  /** Makes an empty volume unless it exists; whether it did. */
  public boolean create(String name, Map<String, String> labels) {
    volume(name);
    LockFile lock = lock();
    try {
      if (find(name).isPresent()) {
        return false;
      }
      try {
        Files.createDirectories(data(name));
      } catch (IOException failure) {
        throw cannot("make the volume", name, failure);
      }
      write(new VolumeInfo(name, new LinkedHashMap<>(labels), System.currentTimeMillis(), false));
      return true;
    } finally {
      lock.close();
    }
  }

  /** Copies what the image has at a path, the first time that it is asked to. */
  public void seed(String name, Root image, String pathInImage) {
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
      write(new VolumeInfo(name, volume.labels(), volume.created(), true));
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
    try (ImageView view = ImageView.of(image.layers())) {
      Optional<Integer> source = ContainerFiles.open(view.root(), pathInImage, OpenFlags.DIRECTORY);
      if (source.isEmpty()) {
        return;
      }
      try {
        Files.createDirectory(copy);
        copy(source.get(), copy);
        Files.move(
            copy, data(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Kernel.call(Syscall.CLOSE, source.get());
        Trees.delete(copy);
      }
    } catch (IOException failure) {
      throw cannot("fill the volume", name, failure);
    } catch (SyscallException failure) {
      throw new EngineException(
          "cannot fill volume '"
              + name
              + "' with the image's "
              + pathInImage
              + ": "
              + failure.getMessage(),
          failure);
    }
  }

  private static void copy(int source, Path copy) {
    int target = RootFolder.openDirectory(copy);
    try {
      TreeCopy.copy(source, target);
      Kernel.check("syncfs(\"" + copy + "\")", Syscall.SYNCFS, target);
    } finally {
      Kernel.call(Syscall.CLOSE, target);
    }
  }

  /** Removes a volume; without its JSON it does not exist, so a kill half-way leaves none. */
  public void remove(String name) {
    volume(name);
    LockFile lock = lock();
    try {
      Files.deleteIfExists(info(name));
      Trees.delete(volume(name));
    } catch (IOException failure) {
      throw cannot("remove the volume", name, failure);
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
    return volume(name).resolve("volume.json");
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
    return LockFile.acquire(folder.resolve(".lock"));
  }

  private static EngineException cannot(String what, String name, IOException failure) {
    return new EngineException(
        "cannot " + what + " '" + name + "': " + IoReason.of(failure), failure);
  }
}
