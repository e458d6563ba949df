package jcompose.composer.image;

/**
 * An image's name in full.
 *
 * @param registry host or host:port
 * @param repository for example {@code library/busybox}
 * @param tag empty when only a digest was given
 * @param digest {@code sha256:...} or empty
 */
public record ImageReference(String registry, String repository, String tag, String digest) {
  /** What the registry is asked for: the digest where there is one, since it says more. */
  public String qualifier() {
    return digest.isEmpty() ? tag : digest;
  }

  /** Whether the registry is this machine, so that http is spoken with it. */
  public boolean isLoopback() {
    String host =
        registry.startsWith("[")
            ? registry.substring(0, registry.indexOf(']') + 1)
            : registry.split(":", 2)[0];
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** In full, for example {@code docker.io/library/busybox:latest}. */
  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + (tag.isEmpty() ? "" : ":" + tag)
        + (digest.isEmpty() ? "" : "@" + digest);
  }
}
