package jcompose.composer.image;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.RegistryHttp;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One repository of a registry, with the credentials that it wants. */
final class Registry implements AutoCloseable {
  private static final String HUB = "docker.io";
  private static final String HUB_SERVER = "registry-1.docker.io";

  /** Kept reachable: a logger that is not forgets that it is to be silent. */
  private static final Logger TRANSPORT_LOG = Logger.getLogger(HttpTransport.class.getName());

  private final FailoverHttpClient http;
  private final RegistryClient client;
  private final RegistryWords words;

  Registry(ImageReference reference, DockerConfig logins, Map<String, String> environment) {
    TRANSPORT_LOG.setLevel(Level.OFF);
    JibJson.tolerateUnknownProperties();
    Optional<DockerConfig.Login> login = logins.find(reference.registry());
    boolean plain = reference.isLoopback();
    String server = reference.registry().equals(HUB) ? HUB_SERVER : reference.registry();
    Proxies proxies = new Proxies(environment);
    http = RegistryHttp.client(() -> new UrlTransport(server, plain, proxies), plain);
    client =
        RegistryClient.factory(EventHandlers.NONE, server, reference.repository(), http)
            .setCredential(login.map(DockerConfig.Login::credential).orElse(null))
            .setUserAgent("jcompose")
            .newRegistryClient();
    words = new RegistryWords(reference, login, logins.searched(reference.registry()));
  }

  /**
   * A manifest or index.
   *
   * @param qualifier tag or digest; the bytes that come must have that digest
   */
  ManifestAndDigest<ManifestTemplate> manifest(String qualifier) {
    try {
      ManifestAndDigest<ManifestTemplate> manifest = Retry.call(() -> authorized(qualifier));
      String digest = manifest.getDigest().toString();
      if (qualifier.startsWith("sha256:") && !qualifier.equals(digest)) {
        throw words.wrongManifest(qualifier, digest);
      }
      return manifest;
    } catch (IOException | RegistryException failure) {
      throw words.explain(failure);
    }
  }

  private ManifestAndDigest<ManifestTemplate> authorized(String qualifier)
      throws IOException, RegistryException {
    try {
      return client.pullManifest(qualifier);
    } catch (RegistryUnauthorizedException refused) {
      String challenge = refused.getHttpResponseException().getHeaders().getAuthenticate();
      if (challenge == null) {
        throw refused;
      }
      client.authPullByWwwAuthenticate(challenge);
      return client.pullManifest(qualifier);
    }
  }

  /**
   * Writes a blob, which is then known to have its digest.
   *
   * @param progress told the bytes since the last time
   * @throws IOException of the connection, the registry, or the stream that is written to
   */
  void blob(DescriptorDigest digest, OutputStream into, LongConsumer progress) throws IOException {
    client.pullBlob(digest, size -> {}, progress::accept).writeTo(into);
  }

  /** What failed, as the user is told. */
  ImageException explain(Exception failure) {
    return words.explain(failure);
  }

  @Override
  public void close() {
    try {
      http.shutDown();
    } catch (IOException ignored) {
      // the connections are closed with the process at the latest
    }
  }
}
