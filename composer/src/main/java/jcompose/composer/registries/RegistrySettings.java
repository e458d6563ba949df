package jcompose.composer.registries;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What files say of one registry; what they do not say is empty.
 *
 * @param mirror who is asked first, in this order: host, host:port, or either with a path that
 *     comes before the repository
 * @param insecure whether it is spoken to over http, or https with a certificate of anybody
 * @param ca certificates in PEM form that its own may be signed by
 * @param clientCertificate who this machine is to it, in PEM form
 * @param clientKey the private key of that certificate, in PEM form
 * @param connections how many blobs are fetched from it at the same time, at least 1
 */
public record RegistrySettings(
    Optional<List<String>> mirror,
    Optional<Boolean> insecure,
    Optional<Path> ca,
    Optional<Path> clientCertificate,
    Optional<Path> clientKey,
    Optional<Integer> connections) {
  /** Nothing said. */
  public static final RegistrySettings NONE =
      new RegistrySettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the list. */
  public RegistrySettings {
    mirror = mirror.map(List::copyOf);
  }

  /** Who is asked before it. */
  public List<String> mirrors() {
    return mirror.orElse(List.of());
  }

  /** Whether http, and certificates of anybody, are good enough. */
  public boolean isInsecure() {
    return insecure.orElse(false);
  }

  /** What this says, and of what it does not say, what another does. */
  RegistrySettings over(RegistrySettings other) {
    return new RegistrySettings(
        mirror.or(other::mirror),
        insecure.or(other::insecure),
        ca.or(other::ca),
        clientCertificate.or(other::clientCertificate),
        // a key belongs to its certificate
        clientCertificate.isPresent() ? clientKey : other.clientKey,
        connections.or(other::connections));
  }
}
