package jcompose.composer.image;

import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.LayerStore;

/** One pull: from a reference to a manifest for the platform, its configuration and its layers. */
final class ImagePull {
  private static final int MOST_INDEXES = 4;
  private static final int MOST_CONFIG = 8 << 20;

  private final ImageReference reference;
  private final Registry registry;
  private final Platform platform;
  private final ImageFiles files;
  private final LayerStore layers;
  private final PullListener listener;

  ImagePull(
      ImageReference reference,
      Registry registry,
      Platform platform,
      ImageFiles files,
      LayerStore layers,
      PullListener listener) {
    this.reference = reference;
    this.registry = registry;
    this.platform = platform;
    this.files = files;
    this.layers = layers;
    this.listener = listener;
  }

  StoredImage run() {
    ManifestAndDigest<ManifestTemplate> found = forPlatform();
    String digest = found.getDigest().toString();
    BuildableManifestTemplate manifest = buildable(found.getManifest());
    // The configuration of a known digest is known, but its layers may have gone since.
    Optional<StoredImage> known = files.find(digest);
    String config = known.isPresent() ? known.get().config() : config(manifest);
    ConfigReader reader = new ConfigReader(reference.toString(), config);
    checkPlatform(reader.config());
    List<String> diffIds = reader.diffIds();
    List<ContentDescriptorTemplate> blobs = manifest.getLayers();
    if (diffIds.size() != blobs.size()) {
      throw new ImageException(
          reference
              + ": the manifest has "
              + blobs.size()
              + " layers, the configuration "
              + diffIds.size());
    }
    Map<String, ContentDescriptorTemplate> wanted = new LinkedHashMap<>();
    for (int i = 0; i < blobs.size(); i++) {
      wanted.putIfAbsent(diffIds.get(i), blobs.get(i));
    }
    new LayerPull(reference, registry, layers, listener).run(wanted);
    return new StoredImage(digest, config, diffIds);
  }

  /** An image without an index is for one platform, which only its configuration tells. */
  private void checkPlatform(ImageConfig config) {
    boolean same =
        config.os().equals(platform.os()) && config.architecture().equals(platform.architecture());
    if (!same && !config.architecture().isEmpty()) {
      Platform actual = new Platform(config.os(), config.architecture(), "");
      listener.warning(
          reference + " is for " + actual + ", this machine is " + platform + ": it may not run");
    }
  }

  private ManifestAndDigest<ManifestTemplate> forPlatform() {
    ManifestAndDigest<ManifestTemplate> found = registry.manifest(reference.qualifier());
    int indexes = 0;
    while (found.getManifest() instanceof ManifestListTemplate index) {
      List<String> digests = index.getDigestsForPlatform(platform.architecture(), platform.os());
      if (digests.isEmpty()) {
        throw new ImageException(
            reference + ": the image exists, but not for the platform " + platform);
      }
      if (++indexes > MOST_INDEXES) {
        throw new ImageException(reference + ": its indexes lead to each other without an end");
      }
      found = registry.manifest(digests.get(0));
    }
    return found;
  }

  private BuildableManifestTemplate buildable(ManifestTemplate manifest) {
    if (manifest instanceof BuildableManifestTemplate readable) {
      if (readable.getContainerConfiguration() == null) {
        throw new ImageException(reference + ": the manifest names no configuration");
      }
      return readable;
    }
    throw new ImageException(
        reference
            + ": the image has a manifest of schema version "
            + manifest.getSchemaVersion()
            + ", which registries gave up years ago; push it again with a current tool");
  }

  private String config(BuildableManifestTemplate manifest) {
    ContentDescriptorTemplate descriptor = manifest.getContainerConfiguration();
    if (descriptor == null || descriptor.getDigest() == null) {
      throw new ImageException(reference + ": the manifest names no configuration");
    }
    com.google.cloud.tools.jib.api.DescriptorDigest digest = descriptor.getDigest();
    try {
      return Retry.call(
          () -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            registry.blob(digest, new LimitedSink(bytes, MOST_CONFIG), count -> {});
            return bytes.toString(StandardCharsets.UTF_8);
          });
    } catch (IOException | com.google.cloud.tools.jib.api.RegistryException failure) {
      throw registry.explain(failure);
    }
  }
}
