package jcompose.composer.image;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;

/**
 * HTTP by the JDK's own client, which keeps connections open between requests.
 *
 * <p>jib only knows https at first; for a registry on this machine the scheme is changed here. One
 * of these serves one request with its redirects.
 */
final class UrlTransport extends HttpTransport {
  /** Docker's own limit for a manifest; tokens and error messages are far below it. */
  static final long MOST_OF_A_DOCUMENT = 4 << 20;

  private static final Pattern BLOB = Pattern.compile("/v2/.+/blobs/sha256:[0-9a-f]{64}");

  private final String registry;
  private final boolean plain;
  private final Proxies proxies;
  private final RegistryTls tls;
  private long most = -1;

  /**
   * For one registry.
   *
   * @param registry host or host:port
   * @param plain whether it speaks plain http
   * @param tls sets connections for https up
   */
  UrlTransport(String registry, boolean plain, Proxies proxies, RegistryTls tls) {
    this.registry = registry;
    this.plain = plain;
    this.proxies = proxies;
    this.tls = tls;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  /** Only blobs may be large, also behind a redirect to a store that names them otherwise. */
  private static boolean isBlob(String method, URL url) {
    return method.equals("GET") && url.getQuery() == null && BLOB.matcher(url.getPath()).matches();
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String address) throws IOException {
    String https = "https://" + registry + "/";
    String actual =
        plain && address.startsWith(https) ? "http" + address.substring("https".length()) : address;
    URL url = URI.create(actual).toURL();
    Optional<ProxyAddress> proxy = proxies.of(url);
    HttpURLConnection connection =
        proxy.isPresent()
            ? proxy.get().open(url)
            : (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    if (connection instanceof HttpsURLConnection encrypted) {
      tls.prepare(encrypted);
    }
    connection.setRequestMethod(method);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    if (most < 0) {
      most = isBlob(method, url) ? Long.MAX_VALUE : MOST_OF_A_DOCUMENT;
    }
    return new UrlRequest(connection, proxy, most);
  }
}
