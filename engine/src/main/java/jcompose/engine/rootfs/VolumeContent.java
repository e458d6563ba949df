package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.NewVolume;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.state.IoReason;

/** Copies what an image has at a path into the folder of a volume. */
final class VolumeContent {
  private VolumeContent() {}

  /**
   * Copies; the disk is not waited for.
   *
   * @param copy a folder that is made, or is there and empty; nothing is made for a path that is no
   *     folder
   * @return whether there was a folder to copy
   */
  static boolean copy(String volume, NewVolume.Content content, Path copy) {
    try (ImageView view = ImageView.of(content.image().layers())) {
      Optional<Integer> source =
          ContainerFiles.open(view.root(), content.path(), OpenFlags.DIRECTORY);
      if (source.isEmpty()) {
        return false;
      }
      try {
        Files.createDirectories(copy);
        copy(source.get(), copy);
        return true;
      } finally {
        Kernel.call(Syscall.CLOSE, source.get());
      }
    } catch (IOException failure) {
      throw new EngineException(
          "cannot fill the volume '" + volume + "': " + IoReason.of(failure), failure);
    } catch (SyscallException failure) {
      throw new EngineException(
          "cannot fill volume '"
              + volume
              + "' with the image's "
              + content.path()
              + ": "
              + failure.getMessage(),
          failure);
    }
  }

  private static void copy(int source, Path copy) {
    int target = RootFolder.openDirectory(copy);
    try {
      TreeCopy.copy(source, target);
    } finally {
      Kernel.call(Syscall.CLOSE, target);
    }
  }

  /** Waits until all of a folder's file system is on the disk. */
  static void sync(Path folder) {
    int target = RootFolder.openDirectory(folder);
    try {
      Kernel.check("syncfs(\"" + folder + "\")", Syscall.SYNCFS, target);
    } finally {
      Kernel.call(Syscall.CLOSE, target);
    }
  }
}
