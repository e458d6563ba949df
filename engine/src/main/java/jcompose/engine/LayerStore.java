package jcompose.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Unpacked layers, shared by all projects. */
@SuppressWarnings("DoNotCallSuggester")
public final class LayerStore {
  private final EngineDirectories directories;

  /** The store under the engine's root folder, made when it is first written to. */
  public LayerStore(EngineDirectories directories) {
    this.directories = directories;
  }

  /** The folder of an unpacked layer, complete or absent. */
  public Optional<Path> find(String diffId) {
    throw new UnsupportedOperationException(directories + diffId);
  }

  /**
   * Unpacks a layer, or waits for the process that does.
   *
   * @param diffId {@code sha256:...} of the uncompressed archive
   * @throws IOException when the source fails; the same call may be tried again
   * @throws EngineException when the archive is bad or the disk is full
   */
  public Path add(String diffId, LayerSource source, LayerLimits limits) throws IOException {
    throw new UnsupportedOperationException(diffId + source + limits);
  }
}
