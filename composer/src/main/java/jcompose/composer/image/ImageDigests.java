package jcompose.composer.image;

import java.util.Map;
import java.util.TreeMap;

/** Asks registries which digests tags stand for, and fetches nothing. */
public final class ImageDigests {
  private final DockerConfig logins;
  private final Map<String, String> environment;

  /**
   * With the credentials of the user's Docker configuration.
   *
   * @param environment names Docker's configuration (DOCKER_CONFIG, HOME) and proxies
   */
  public ImageDigests(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    logins = DockerConfig.fromEnvironment(environment);
  }

  /**
   * A reference in full with its digest: {@code docker.io/library/busybox:latest@sha256:...}. Of an
   * image for several platforms it is the index's.
   *
   * @throws ImageException in words for the user: the registry's answer and what to do
   */
  public String pin(String reference) {
    ImageReference parsed = ImageReferences.parse(reference);
    if (!parsed.digest().isEmpty()) {
      return parsed.toString();
    }
    try (Registry registry = new Registry(parsed, logins, environment)) {
      String digest = registry.document(parsed.tag()).digest();
      return new ImageReference(parsed.registry(), parsed.repository(), parsed.tag(), digest)
          .toString();
    }
  }

  /**
   * Where a reference leads, and for which platforms.
   *
   * @param digest of the index or manifest
   * @param platforms the digest of the manifest for each, for example {@code linux/arm64/v8}
   */
  public record Found(String digest, Map<String, String> platforms) {
    /** Copies the map. */
    public Found {
      platforms = Map.copyOf(platforms);
    }
  }

  /**
   * Asks a registry where a reference leads now.
   *
   * @throws ImageException in words for the user: the registry's answer and what to do
   */
  public Found find(String reference) {
    ImageReference parsed = ImageReferences.parse(reference);
    try (ImageSource source = RegistrySource.open(parsed, environment)) {
      RawManifest start = source.start();
      Manifest manifest = new ManifestParser(reference).read(start);
      Map<String, String> platforms = new TreeMap<>();
      if (manifest instanceof Manifest.Index index) {
        for (Manifest.Entry entry : index.entries()) {
          if (!entry.isOther() && !entry.platform().os().isEmpty()) {
            platforms.putIfAbsent(entry.platform().toString(), entry.target().digest());
          }
        }
        if (platforms.isEmpty()) {
          throw new ImageException(
              parsed + ": its index says of no image which platform it is for");
        }
      } else if (manifest instanceof Manifest.OfImage image) {
        String config = new ConfigPull(parsed.toString(), source).text(image.config());
        platforms.put(new ConfigReader(reference, config).platform().toString(), start.digest());
      }
      return new Found(start.digest(), platforms);
    }
  }
}
