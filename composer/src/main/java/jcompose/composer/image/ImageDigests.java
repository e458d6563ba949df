package jcompose.composer.image;

import java.util.Map;

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
      String digest = registry.manifest(parsed.tag()).getDigest().toString();
      return new ImageReference(parsed.registry(), parsed.repository(), parsed.tag(), digest)
          .toString();
    }
  }
}
