package jcompose.composer.image;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** A request over the JDK's client. */
final class UrlRequest extends LowLevelHttpRequest {
  private final HttpURLConnection connection;
  private final Optional<ProxyAddress> proxy;
  private final long most;

  /**
   * A request that is not sent yet.
   *
   * @param proxy what the connection goes through
   * @param most how many bytes a good answer may have
   */
  UrlRequest(HttpURLConnection connection, Optional<ProxyAddress> proxy, long most) {
    this.proxy = proxy;
    this.connection = connection;
    this.most = most;
  }

  /** Compression is not asked for: a small answer could then be a large one. */
  @Override
  public void addHeader(String name, String value) {
    if (!name.toLowerCase(Locale.ROOT).equals("accept-encoding")) {
      connection.addRequestProperty(name, value);
    }
  }

  @Override
  public void setTimeout(int connectMillis, int readMillis) {
    connection.setConnectTimeout(connectMillis);
    connection.setReadTimeout(readMillis);
  }

  @Override
  public LowLevelHttpResponse execute() throws IOException {
    try {
      return answer();
    } catch (IOException failure) {
      if (proxy.isPresent() && ProxyException.isOfProxy(failure)) {
        throw new ProxyException(proxy.get(), failure);
      }
      if (failure instanceof SSLException || failure instanceof ConnectException) {
        throw new NoConnectionException(failure);
      }
      throw failure;
    }
  }

  private LowLevelHttpResponse answer() throws IOException {
    if (getStreamingContent() != null) {
      connection.setDoOutput(true);
      connection.addRequestProperty("Content-Type", String.valueOf(getContentType()));
      try (OutputStream body = connection.getOutputStream()) {
        getStreamingContent().writeTo(body);
      }
    }
    connection.connect();
    UrlResponse response = new UrlResponse(connection, most);
    if (proxy.isPresent() && response.getStatusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
      throw new ProxyException(proxy.get());
    }
    return response;
  }
}
