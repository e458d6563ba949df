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
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** One repository of a registry, with the credentials that it wants. */
final class Registry implements AutoCloseable {
  private static final String HUB = "docker.io";
  private static final String HUB_SERVER = "registry-1.docker.io";

  /** Kept reachable: a logger that is not forgets that it is to be silent. */
  private static final Logger TRANSPORT_LOG = Logger.getLogger(HttpTransport.class.getName());

  private final ImageReference reference;
  private final Optional<DockerConfig.Login> login;
  private final Proxies proxies;
  private final TrustedCertificates certificates;
  private final RegistryWords words;
  private FailoverHttpClient http;
  private RegistryClient client;
  private @Nullable SSLSocketFactory secure;

  Registry(ImageReference reference, DockerConfig logins, Map<String, String> environment) {
    TRANSPORT_LOG.setLevel(Level.OFF);
    JibJson.tolerateUnknownProperties();
    this.reference = reference;
    login = logins.find(reference.registry());
    proxies = new Proxies(environment);
    certificates = new TrustedCertificates(reference.registry(), environment);
    boolean plain = reference.isLoopback() && !certificates.areGiven();
    http = http(plain);
    client = client(http);
    words =
        new RegistryWords(
            reference, login, logins.searched(reference.registry()), certificates.place());
  }

  private String server() {
    return reference.registry().equals(HUB) ? HUB_SERVER : reference.registry();
  }

  private FailoverHttpClient http(boolean plain) {
    String server = server();
    return RegistryHttp.client(
        () -> new UrlTransport(server, plain, proxies, this::connections), plain);
  }

  private RegistryClient client(FailoverHttpClient over) {
    return RegistryClient.factory(EventHandlers.NONE, server(), reference.repository(), over)
        .setCredential(login.map(DockerConfig.Login::credential).orElse(null))
        .setUserAgent("jcompose")
        .newRegistryClient();
  }

  /** Made late: reading all the certificates takes longer than asking a registry over http. */
  private synchronized SSLSocketFactory connections() {
    if (secure == null) {
      secure = certificates.connections();
    }
    return secure;
  }

  /**
   * A manifest or index.
   *
   * @param qualifier tag or digest; the bytes that come must have that digest
   */
  ManifestAndDigest<ManifestTemplate> manifest(String qualifier) {
    try {
      ManifestAndDigest<ManifestTemplate> manifest = Retry.call(() -> inItsScheme(qualifier));
      String digest = manifest.getDigest().toString();
      if (qualifier.startsWith("sha256:") && !qualifier.equals(digest)) {
        throw words.wrongManifest(qualifier, digest);
      }
      return manifest;
    } catch (IOException | RegistryException failure) {
      throw words.explain(failure);
    }
  }

  /** A registry on this machine may have a certificate all the same: it says so when asked. */
  private ManifestAndDigest<ManifestTemplate> inItsScheme(String qualifier)
      throws IOException, RegistryException {
    try {
      return authorized(qualifier);
    } catch (IOException | RegistryException failure) {
      if (!reference.isLoopback() || !words.wantsHttps(failure)) {
        throw failure;
      }
      close();
      http = http(false);
      client = client(http);
      return authorized(qualifier);
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
