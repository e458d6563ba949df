package jcompose.composer.image;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** A request over the JDK's client. */
final class UrlRequest extends LowLevelHttpRequest {
  private final HttpURLConnection connection;
  private final long most;

  /**
   * A request that is not sent yet.
   *
   * @param most how many bytes a good answer may have
   */
  UrlRequest(HttpURLConnection connection, long most) {
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
    } catch (SSLException | ConnectException failure) {
      throw new NoConnectionException(failure);
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
    return new UrlResponse(connection, most);
  }
}
