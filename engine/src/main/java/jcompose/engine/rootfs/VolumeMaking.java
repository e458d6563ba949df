package jcompose.engine.rootfs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.NewVolume;
import jcompose.engine.VolumeInfo;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;
import jcompose.engine.state.Trees;

/**
 * Makes and removes the folders of volumes so that each is there wholly or not at all: it is made,
 * and taken apart, in a folder that no volume can be. The caller holds the lock.
 *
 * @param folder of all volumes
 */
record VolumeMaking(Path folder) {
  static final String INFO = "volume.json";
  static final String DATA = "_data";

  private static final String UNFINISHED = ".new";
  private static final String REMOVED = ".removed";

  /** For so few files, waiting for all that others have written costs more than it saves. */
  private static final int FEW = 2;

  /** Makes volumes that do not exist; the disk is waited for twice, however many there are. */
  void make(Collection<NewVolume> volumes) {
    boolean together = volumes.size() > FEW;
    boolean copied = false;
    List<NewVolume> built = new ArrayList<>();
    for (NewVolume volume : volumes) {
      if (Files.exists(folder.resolve(volume.name()))) {
        describe(folder.resolve(volume.name()), volume, false, true);
      } else {
        copied |= build(volume, together);
        built.add(volume);
      }
    }
    if (together || copied) {
      VolumeContent.sync(folder);
    }
    for (NewVolume volume : built) {
      Path target = folder.resolve(volume.name());
      try {
        Files.move(unfinished(volume), target, ATOMIC_MOVE);
      } catch (IOException failure) {
        throw cannot("make the volume", volume.name(), failure);
      }
    }
    if (!built.isEmpty()) {
      syncNames(together);
      sweep();
    }
  }

  private Path unfinished(NewVolume volume) {
    return folder.resolve(UNFINISHED).resolve(volume.name());
  }

  private boolean build(NewVolume volume, boolean together) {
    Path unfinished = unfinished(volume);
    try {
      Files.createDirectories(unfinished.resolve(DATA));
    } catch (IOException failure) {
      throw cannot("make the volume", volume.name(), failure);
    }
    boolean copied =
        volume.content().isPresent()
            && VolumeContent.copy(volume.name(), volume.content().get(), unfinished.resolve(DATA));
    describe(unfinished, volume, volume.content().isPresent(), !together && !copied);
    return copied;
  }

  /** A folder that somebody made by hand becomes a volume as it is. */
  private static void describe(Path folder, NewVolume volume, boolean seeded, boolean durable) {
    byte[] info =
        RecordJson.toBytes(
            new VolumeInfo(
                volume.name(),
                volume.labels(),
                System.currentTimeMillis(),
                seeded || volume.device().isPresent(),
                volume.device()));
    try {
      Files.createDirectories(folder.resolve(DATA));
    } catch (IOException failure) {
      throw cannot("make the volume", volume.name(), failure);
    }
    if (durable) {
      AtomicFile.write(folder.resolve(INFO), info);
    } else {
      AtomicFile.writeUntilReboot(folder.resolve(INFO), info);
    }
  }

  private void syncNames(boolean together) {
    if (together) {
      VolumeContent.sync(folder);
    } else {
      AtomicFile.syncFolder(folder);
    }
  }

  /** Removes a volume, if it exists. */
  void remove(String name) {
    Path gone = folder.resolve(REMOVED).resolve(name);
    try {
      if (Files.exists(folder.resolve(name))) {
        Files.createDirectories(gone.getParent());
        Files.move(folder.resolve(name), gone, ATOMIC_MOVE);
      }
    } catch (IOException failure) {
      throw cannot("remove the volume", name, failure);
    }
    sweep();
  }

  /** Removes what is not a volume yet or no longer; others were killed over it. */
  void sweep() {
    Trees.delete(folder.resolve(UNFINISHED));
    Trees.delete(folder.resolve(REMOVED));
  }

  private static EngineException cannot(String what, String name, IOException failure) {
    return new EngineException(
        "cannot " + what + " '" + name + "': " + IoReason.of(failure), failure);
  }
}
