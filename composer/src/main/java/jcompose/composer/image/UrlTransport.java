package jcompose.composer.image;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;

/**
 * HTTP by the JDK's own client, which keeps connections open between requests.
 *
 * <p>jib only knows https at first; for a registry on this machine the scheme is changed here.
 */
final class UrlTransport extends HttpTransport {
  private final String registry;
  private final boolean plain;
  private final Proxies proxies;

  /**
   * For one registry.
   *
   * @param registry host or host:port
   * @param plain whether it speaks plain http
   */
  UrlTransport(String registry, boolean plain, Proxies proxies) {
    this.registry = registry;
    this.plain = plain;
    this.proxies = proxies;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String address) throws IOException {
    String secure = "https://" + registry + "/";
    String actual =
        plain && address.startsWith(secure)
            ? "http" + address.substring("https".length())
            : address;
    URL url = URI.create(actual).toURL();
    Proxy proxy = proxies.forHost(url.getProtocol(), url.getHost());
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(proxy);
    connection.setRequestMethod(method);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    return new UrlRequest(connection);
  }
}
