package jcompose.composer.image;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.RegistryHttp;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.image.json.V21ManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jcompose.composer.registries.RegistrySettings;

/** One server that may have an image: the registry that its name says, or a mirror. */
final class RegistryEndpoint implements AutoCloseable {
  private static final String HUB = "docker.io";
  private static final String HUB_SERVER = "registry-1.docker.io";

  /** Those of the first schema are asked for as well, or nobody could say that they are too old. */
  private static final List<String> MANIFESTS =
      List.of(
          OciManifestTemplate.MANIFEST_MEDIA_TYPE,
          V22ManifestTemplate.MANIFEST_MEDIA_TYPE,
          V21ManifestTemplate.MEDIA_TYPE,
          V22ManifestListTemplate.MANIFEST_MEDIA_TYPE,
          OciIndexTemplate.MEDIA_TYPE);

  /** Kept reachable: a logger that is not forgets that it is to be silent. */
  private static final Logger TRANSPORT_LOG = Logger.getLogger(HttpTransport.class.getName());

  private enum Scheme {
    HTTP,
    HTTPS
  }

  private final ImageReference reference;
  private final String server;
  private final boolean insecure;
  private final Proxies proxies;
  private final RegistryTls tls;
  private final RegistryCalls calls;
  private final RegistryWords words;
  private final Iterator<Scheme> others;
  private volatile FailoverHttpClient http;
  private volatile boolean hasAnswered;

  /**
   * Nothing is asked yet.
   *
   * @param reference as this server is asked for the image
   * @param environment names proxies and certificates
   */
  RegistryEndpoint(
      ImageReference reference,
      DockerConfig logins,
      RegistrySettings settings,
      Map<String, String> environment) {
    TRANSPORT_LOG.setLevel(Level.OFF);
    this.reference = reference;
    String registry = reference.registry();
    server = registry.equals(HUB) ? HUB_SERVER : registry;
    insecure = settings.isInsecure();
    proxies = new Proxies(environment);
    TrustedCertificates trusted = new TrustedCertificates(registry, settings.ca(), environment);
    tls = new RegistryTls(server, settings, trusted);
    Optional<DockerConfig.Login> login = logins.find(registry, reference.repository());
    calls = new RegistryCalls(server, reference.repository(), login);
    words =
        new RegistryWords(
            reference, login, logins.searched(registry), trusted.folder().resolve("ca.crt"));
    others = schemes(trusted.areGiven() || tls.isKnown()).iterator();
    http = http(others.next());
  }

  /**
   * How it may be spoken to. One on this machine speaks http unless it says otherwise; of one that
   * need not be secure only asking tells.
   */
  private List<Scheme> schemes(boolean hasCertificates) {
    if (reference.isLoopback() && !hasCertificates) {
      return List.of(Scheme.HTTP, Scheme.HTTPS);
    }
    return insecure ? List.of(Scheme.HTTPS, Scheme.HTTP) : List.of(Scheme.HTTPS);
  }

  private FailoverHttpClient http(Scheme scheme) {
    boolean plain = scheme == Scheme.HTTP;
    return RegistryHttp.client(
        () -> new UrlTransport(server, plain, proxies, tls), plain || insecure);
  }

  /** The host or host:port that its name says. */
  String name() {
    return reference.registry();
  }

  /** What it answered, in words. */
  RegistryWords words() {
    return words;
  }

  /**
   * Fetches a manifest or index.
   *
   * @param qualifier tag or digest
   */
  ManifestDocument document(String qualifier) throws IOException {
    try (Response response = get("manifests/" + qualifier, MANIFESTS, 0)) {
      byte[] bytes = response.getBody().readAllBytes();
      String digest = Digests.of(bytes);
      if (qualifier.startsWith("sha256:") && !qualifier.equals(digest)) {
        throw new WrongBytesException(
            "was asked for the manifest " + qualifier + " and sent " + digest);
      }
      return new ManifestDocument(digest, BlobAnswer.mediaType(response), bytes);
    }
  }

  /**
   * Fetches a blob, or its rest.
   *
   * @param from the first byte that is wanted
   */
  InputStream blob(String digest, long from) throws IOException {
    return BlobAnswer.body(get("blobs/" + digest, List.of("*/*"), from), from);
  }

  private Response get(String path, List<String> accept, long from) throws IOException {
    try {
      Response response = inItsScheme(path, accept, from);
      hasAnswered = true;
      return response;
    } catch (AnswerException | TokenException failure) {
      throw failure;
    } catch (IOException failure) {
      // often the connection is gone before the server's own words have come
      if (tls.wasAsked() && !hasAnswered) {
        throw new NoConnectionException(new CertificateWantedException(failure));
      }
      throw failure;
    }
  }

  private Response inItsScheme(String path, List<String> accept, long from) throws IOException {
    FailoverHttpClient used = http;
    try {
      return calls.get(used, path, accept, from);
    } catch (AnswerException | NoConnectionException failure) {
      if (!changeScheme(used, failure)) {
        throw failure;
      }
      try {
        return calls.get(http, path, accept, from);
      } catch (NoConnectionException again) {
        // it said itself that it speaks https, else what it was asked first says more
        throw failure instanceof AnswerException ? again : failure;
      }
    }
  }

  /** Whether there is another way to speak, which another thread may have found already. */
  private synchronized boolean changeScheme(FailoverHttpClient used, IOException failure) {
    if (http != used) {
      return true;
    }
    boolean other =
        failure instanceof AnswerException answer
            ? answer.wantsHttps()
            : !Retry.isRefused(failure) || server.indexOf(':') < 0;
    if (!other || !others.hasNext()) {
      return false;
    }
    close();
    http = http(others.next());
    return true;
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
