package jcompose.composer.image;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import jcompose.composer.registries.Registries;
import jcompose.composer.registries.RegistrySettings;

/**
 * One repository of a registry, with the credentials that it wants. Its mirrors are asked first,
 * and believed no more than it is: what has a digest is compared.
 */
final class Registry implements AutoCloseable {
  private final RegistryEndpoint itself;
  private final List<RegistryEndpoint> mirrors = new ArrayList<>();
  private final MirrorHealth health;
  private final Optional<Integer> connections;

  /**
   * Tells nobody of mirrors that are down.
   *
   * @param environment names settings, proxies and certificates
   */
  Registry(ImageReference reference, DockerConfig logins, Map<String, String> environment) {
    this(reference, logins, environment, warning -> {});
  }

  /**
   * A repository of which nothing is asked yet.
   *
   * @param environment names settings, proxies and certificates
   * @param warnings told of mirrors that are not asked any more
   */
  Registry(
      ImageReference reference,
      DockerConfig logins,
      Map<String, String> environment,
      Consumer<String> warnings) {
    Registries registries = Registries.fromEnvironment(environment);
    RegistrySettings settings = registries.of(reference.registry());
    health = new MirrorHealth(reference.registry(), warnings);
    connections = settings.connections();
    itself = new RegistryEndpoint(reference, logins, settings, environment);
    for (String mirror : settings.mirrors()) {
      ImageReference there = at(mirror, reference);
      mirrors.add(
          new RegistryEndpoint(there, logins, registries.of(there.registry()), environment));
    }
  }

  /** The same image as a mirror is asked for it. */
  private static ImageReference at(String mirror, ImageReference reference) {
    int slash = mirror.indexOf('/');
    String host = slash < 0 ? mirror : mirror.substring(0, slash);
    String prefix = slash < 0 ? "" : mirror.substring(slash + 1) + "/";
    return new ImageReference(
        host, prefix + reference.repository(), reference.tag(), reference.digest());
  }

  /**
   * A manifest or index.
   *
   * @param qualifier tag or digest; the bytes that come must have that digest
   */
  ManifestDocument document(String qualifier) {
    for (RegistryEndpoint mirror : mirrors) {
      if (health.isAsked(mirror)) {
        try {
          return mirror.document(qualifier);
        } catch (IOException failure) {
          health.failed(mirror, failure);
        }
      }
    }
    try {
      return Retry.call(() -> itself.document(qualifier));
    } catch (IOException | RegistryException failure) {
      throw explain(failure);
    }
  }

  /**
   * A blob's bytes; a connection that breaks is made again, and the bytes go on where they were.
   * The last of them is given only when their digest is the right one.
   *
   * @param size how many bytes the manifest promises, at most as many come; negative when nobody
   *     does
   * @param progress told the bytes that came since it was told last
   * @return asks the registry when it is first read; what it throws is for {@link #explain}
   */
  InputStream open(DescriptorDigest digest, long size, LongConsumer progress) {
    BlobSource source = new BlobSource(digest.toString(), mirrors, itself, health);
    return new BlobStream(
        connections.isPresent() ? Connections.of(itself.name(), connections.get(), source) : source,
        digest.toString(),
        size,
        progress,
        new Retry());
  }

  /** What failed, as the user is told. */
  ImageException explain(Exception failure) {
    return itself.words().explain(failure);
  }

  @Override
  public void close() {
    mirrors.forEach(RegistryEndpoint::close);
    itself.close();
  }
}
