package jcompose.composer.image;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.RegistryHttp;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
  private final RegistryCalls calls;
  private volatile FailoverHttpClient http;
  private @Nullable SSLSocketFactory secure;

  Registry(ImageReference reference, DockerConfig logins, Map<String, String> environment) {
    TRANSPORT_LOG.setLevel(Level.OFF);
    this.reference = reference;
    login = logins.find(reference.registry());
    proxies = new Proxies(environment);
    certificates = new TrustedCertificates(reference.registry(), environment);
    boolean plain = reference.isLoopback() && !certificates.areGiven();
    http = http(plain);
    calls = new RegistryCalls(server(), reference.repository(), login);
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
    ManifestDocument document = document(qualifier);
    try {
      return new ManifestAndDigest<>(
          document.template(), DescriptorDigest.fromDigest(document.digest()));
    } catch (IOException none) {
      throw words.explain(none);
    } catch (DigestException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * A manifest or index with its bytes.
   *
   * @param qualifier tag or digest; the bytes that come must have that digest
   */
  ManifestDocument document(String qualifier) {
    try {
      ManifestDocument document = Retry.call(() -> fetch(qualifier));
      if (qualifier.startsWith("sha256:") && !qualifier.equals(document.digest())) {
        throw words.wrongManifest(qualifier, document.digest());
      }
      return document;
    } catch (IOException | RegistryException failure) {
      throw words.explain(failure);
    }
  }

  private ManifestDocument fetch(String qualifier) throws IOException, RegistryException {
    try (Response response = get("manifests/" + qualifier, ManifestTemplates.TYPES, 0)) {
      byte[] bytes = response.getBody().readAllBytes();
      return new ManifestDocument(digest(bytes), BlobAnswer.mediaType(response), bytes);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(hash.digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** A registry on this machine may have a certificate all the same: it says so when asked. */
  private Response get(String path, List<String> accept, long from)
      throws IOException, RegistryException {
    try {
      return calls.get(http, path, accept, from);
    } catch (IOException | RegistryException failure) {
      if (!reference.isLoopback() || !words.wantsHttps(failure)) {
        throw failure;
      }
      close();
      http = http(false);
      return calls.get(http, path, accept, from);
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
    return new BlobStream(
        from -> BlobAnswer.body(get("blobs/" + digest, List.of("*/*"), from), from),
        digest.toString(),
        size,
        progress,
        new Retry());
  }

  /**
   * Writes a blob, which is then known to have its digest.
   *
   * @param progress told the bytes since the last time
   * @throws IOException of the connection, the registry, or the stream that is written to
   */
  void blob(DescriptorDigest digest, OutputStream into, LongConsumer progress) throws IOException {
    try (InputStream bytes = open(digest, -1, progress)) {
      bytes.transferTo(into);
    }
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
