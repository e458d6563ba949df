package jcompose.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.rootfs.LayerFolders;

/** Unpacked layers, shared by all projects. */
public final class LayerStore {
  private final LayerFolders folders;

  /** The store under the engine's root folder, made when it is first written to. */
  public LayerStore(EngineDirectories directories) {
    folders = new LayerFolders(directories.layers());
  }

  /** The folder of an unpacked layer, complete or absent. */
  public Optional<Path> find(String diffId) {
    return folders.find(diffId);
  }

  /**
   * The folders of an image's layers, ready to be mounted on each other; empty when one is missing.
   * There is one more on top when an upper layer has files in a folder that only a lower one
   * describes: it says of whom and of what mode that folder is.
   *
   * @param diffIds the base first, none twice
   */
  public Optional<List<Path>> stack(List<String> diffIds) {
    return folders.stack(diffIds);
  }

  /**
   * Unpacks a layer, or waits for the process that does.
   *
   * @param diffId {@code sha256:...} of the uncompressed archive
   * @throws IOException when the source fails; the same call may be tried again
   * @throws BadLayerException when the archive is damaged, hostile or another one
   * @throws EngineException when the file system refuses, for example because the disk is full
   */
  public Path add(String diffId, LayerSource source, LayerLimits limits) throws IOException {
    return folders.add(diffId, source, limits);
  }

  /** Removes what killed processes left half unpacked. */
  public void removeLeftovers() {
    folders.removeLeftovers();
  }
}
