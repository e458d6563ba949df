package jcompose.composer.image;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import jcompose.engine.EngineDirectories;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;

/**
 * The places where an image's parts lie.
 *
 * @param files manifests, configurations and references
 * @param blobs the layers' archives
 * @param layers the layers as they are mounted
 * @param limits what one layer may cost
 * @param lock the file that {@link StoreLock} locks
 */
record Stores(ImageFiles files, BlobStore blobs, LayerStore layers, LayerLimits limits, Path lock) {
  /** Those under the engine's root folder, with the limits that the environment sets. */
  static Stores in(EngineDirectories directories, Map<String, String> environment) {
    return new Stores(
        new ImageFiles(directories.root().resolve("images")),
        new BlobStore(directories.root().resolve("images").resolve("blobs")),
        new LayerStore(directories),
        LayerLimits.of(environment),
        directories.root().resolve("images").resolve("lock"));
  }

  /** Does something that adds to or uses the store: nothing is removed meanwhile. */
  <T> T using(Supplier<T> work) {
    return StoreLock.shared(lock, work);
  }

  /** Does something that removes from the store: nobody adds or uses anything meanwhile. */
  <T> T removing(Supplier<T> work) {
    return StoreLock.exclusive(lock, work);
  }

  /** Removes what processes that died had not finished. */
  void removeLeftovers() {
    layers.removeLeftovers();
    blobs.removeLeftovers();
    files.removeLeftovers();
  }
}
