package jcompose.composer.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.image.Manifest.Entry;

/** One pull: from a source to a manifest for the platform, its configuration and its layers. */
final class ImagePull {
  private static final int MOST_INDEXES = 4;

  private final String what;
  private final ImageSource source;
  private final Platform platform;
  private final Stores stores;
  private final PullListener listener;

  /**
   * @param what the image's name in full: it is noted as its origin, and begins every message
   */
  ImagePull(
      String what, ImageSource source, Platform platform, Stores stores, PullListener listener) {
    this.what = what;
    this.source = source;
    this.platform = platform;
    this.stores = stores;
    this.listener = listener;
  }

  /**
   * What a pull found.
   *
   * @param image whose layers are all unpacked
   * @param start the digest of the manifest or index that it began with
   */
  record Result(StoredImage image, String start) {}

  Result run() {
    RawManifest start = source.start();
    RawManifest found = forPlatform(start);
    Manifest.OfImage manifest = image(found);
    // The configuration of a known digest is known, but its layers may have gone since.
    Optional<StoredImage> known = stores.files().find(found.digest());
    String config =
        known.isPresent()
            ? known.get().config()
            : new ConfigPull(what, source).text(manifest.config());
    ConfigReader reader = new ConfigReader(what, config);
    checkPlatform(reader.config());
    List<String> diffIds = reader.diffIds();
    List<Descriptor> blobs = manifest.layers();
    if (diffIds.size() != blobs.size()) {
      throw new ImageException(
          what
              + ": the manifest has "
              + blobs.size()
              + " layers, the configuration "
              + diffIds.size());
    }
    Map<String, Descriptor> wanted = new LinkedHashMap<>();
    for (int i = 0; i < blobs.size(); i++) {
      wanted.putIfAbsent(diffIds.get(i), blobs.get(i));
    }
    new LayerPull(what, source, stores, listener).run(wanted);
    return new Result(
        new StoredImage(found.digest(), found.text(), config, diffIds, what), start.digest());
  }

  /** An image without an index is for one platform, which only its configuration tells. */
  private void checkPlatform(ImageConfig config) {
    if (!platform.matches(config.os(), config.architecture()) && !config.architecture().isEmpty()) {
      Platform actual = Platform.of(config.os(), config.architecture(), "");
      listener.warning(what + " is for " + actual + ", wanted is " + platform + ": it may not run");
    }
  }

  private RawManifest forPlatform(RawManifest start) {
    RawManifest found = start;
    int indexes = 0;
    while (read(found) instanceof Manifest.Index index) {
      Optional<Entry> entry = PlatformChoice.of(index.entries(), platform);
      if (entry.isEmpty() && index.entries().size() == 1) {
        entry = index.entries().stream().filter(only -> only.platform().os().isEmpty()).findAny();
      }
      if (++indexes > MOST_INDEXES) {
        throw new ImageException(what + ": its indexes lead to each other without an end");
      }
      found =
          source.manifest(
              entry
                  .orElseThrow(
                      () ->
                          new ImageException(
                              what
                                  + ": the image exists, but not for the platform "
                                  + platform
                                  + "; it is there for "
                                  + PlatformChoice.offered(index.entries())))
                  .target()
                  .digest());
    }
    return found;
  }

  private Manifest read(RawManifest raw) {
    return new ManifestParser(what).read(raw);
  }

  private Manifest.OfImage image(RawManifest raw) {
    return (Manifest.OfImage) read(raw);
  }
}
