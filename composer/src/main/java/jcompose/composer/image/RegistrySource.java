package jcompose.composer.image;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** An image in a registry. */
final class RegistrySource implements ImageSource {
  private final ImageReference reference;
  private final Registry registry;

  private RegistrySource(ImageReference reference, Registry registry) {
    this.reference = reference;
    this.registry = registry;
  }

  /** Connects with the logins and proxies of an environment. */
  static ImageSource open(ImageReference reference, Map<String, String> environment) {
    return open(reference, environment, warning -> {});
  }

  /**
   * The same for who can be warned.
   *
   * @param warnings told of mirrors that are not asked any more
   */
  static ImageSource open(
      ImageReference reference, Map<String, String> environment, Consumer<String> warnings) {
    DockerConfig logins = DockerConfig.fromEnvironment(environment);
    return new RegistrySource(reference, new Registry(reference, logins, environment, warnings));
  }

  @Override
  public RawManifest start() {
    return manifest(reference.qualifier());
  }

  @Override
  public RawManifest manifest(String digest) {
    return RawManifest.of(reference.toString(), registry.document(digest).bytes());
  }

  @Override
  public InputStream open(Descriptor blob, LongConsumer progress) throws IOException {
    try {
      return registry.open(DescriptorDigest.fromDigest(blob.digest()), blob.size(), progress);
    } catch (DigestException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public ImageException explain(Exception failure) {
    return registry.explain(failure);
  }

  @Override
  public void close() {
    registry.close();
  }
}
