package jcompose.composer.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jcompose.engine.BadLayerException;
import jcompose.engine.state.IoReason;

/** An image of one layer, made of the archive of a root file system. */
final class RootArchive {
  private final Path file;
  private final Platform platform;
  private final Stores stores;
  private final PullListener listener;

  RootArchive(Path file, Platform platform, Stores stores, PullListener listener) {
    this.file = file;
    this.platform = platform;
    this.stores = stores;
    this.listener = listener;
  }

  /**
   * Unpacks it while it is hashed.
   *
   * @param origin noted with the image
   */
  ImagePull.Result read(String origin) {
    try (HashedFile bytes = HashedFile.open(file, listener);
        BlobCopy copy = stores.blobs().copyOf(bytes)) {
      String diffId = stores.layers().add(copy::withoutClosing, stores.limits());
      copy.readRest();
      Descriptor layer = bytes.describe();
      copy.commit(stores.blobs().file(layer.digest()));
      String config = new String(ManifestWriter.config(platform, diffId), StandardCharsets.UTF_8);
      Descriptor configBlob =
          new Descriptor(ManifestWriter.CONFIG, Digests.of(config), config.length());
      RawManifest manifest =
          RawManifest.of(origin, ManifestWriter.manifest(configBlob, List.of(layer)));
      listener.layerDone(layer.digest(), false);
      return new ImagePull.Result(
          new StoredImage(manifest.digest(), manifest.text(), config, List.of(diffId), origin),
          manifest.digest());
    } catch (BadLayerException bad) {
      throw new ImageException(file + ": " + bad.getMessage(), bad);
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
