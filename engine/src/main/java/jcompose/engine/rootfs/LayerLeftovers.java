package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.Trees;

/** What processes that died left in the folder of layers. */
final class LayerLeftovers {
  private LayerLeftovers() {}

  /** Removes it; what another process is unpacking now stays. */
  static void remove(Path folder) {
    List<Path> candidates = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, LayerFolders.TEMPORARY + "*")) {
      entries.forEach(candidates::add);
    } catch (NoSuchFileException none) {
      return;
    } catch (IOException failure) {
      throw new EngineException("cannot list " + folder + ": " + IoReason.of(failure), failure);
    }
    for (Path candidate : candidates) {
      Optional<LockedFolder> lock = LockedFolder.tryLock(candidate);
      if (lock.isPresent()) {
        try (LockedFolder held = lock.get()) {
          if (!held.isStale()) {
            Trees.delete(candidate);
          }
        }
      }
    }
    AtomicFile.removeAllLeftovers(folder);
  }
}
