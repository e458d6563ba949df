package jcompose.composer.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.IoReason;

/**
 * Writes images as an OCI image layout in one archive, which {@code docker load}, podman and skopeo
 * read as well. The same images give the same bytes; manifests and layers are those that came.
 */
public final class ImageExport {
  private final Stores stores;
  private final Map<String, String> environment;

  /**
   * From the store under the engine's root folder.
   *
   * @param environment names Docker's configuration and proxies, for archives that the store lacks
   */
  public ImageExport(EngineDirectories directories, Map<String, String> environment) {
    stores = Stores.in(directories, environment);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Writes the archive.
   *
   * @param names references, paths, or beginnings of digests
   * @throws ImageException when one is not in the store or incomplete
   */
  public void write(List<String> names, OutputStream out) {
    Map<String, Optional<String>> called = new LinkedHashMap<>();
    names.forEach(name -> called.put(name, reference(name)));
    try (ReproducibleTar tar = new ReproducibleTar(out)) {
      write(called, tar, "");
    } catch (IOException failure) {
      throw new ImageException("cannot write the archive: " + IoReason.of(failure), failure);
    }
  }

  /**
   * Writes the layout as a part of a larger archive.
   *
   * @param images what the layout calls each image, if anything, by what the store knows it by
   * @param folder where in the archive, empty or with a slash at its end
   */
  public void write(Map<String, Optional<String>> images, ReproducibleTar tar, String folder)
      throws IOException {
    LayoutIndex index = new LayoutIndex();
    stores.using(() -> gather(images, index));
    index.write(tar, folder);
  }

  private boolean gather(Map<String, Optional<String>> images, LayoutIndex index) {
    images.forEach(
        (name, called) -> {
          StoredImage image = new ImageLookup(stores).find(name);
          index.add(image, called);
          try (BlobSupply supply = new BlobSupply(image, stores, environment)) {
            for (Descriptor layer : image.parts().layers()) {
              index.blob(layer.digest(), supply.file(layer));
            }
          }
        });
    return true;
  }

  private Optional<String> reference(String name) {
    return new ImageLookup(stores)
        .reference(name)
        .map(StoredReference::reference)
        .filter(reference -> !ImageKey.isPath(reference));
  }
}
