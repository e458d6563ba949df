package jcompose.composer.image;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer over the JDK's client, its body never larger than what it is for may be. */
final class UrlResponse extends LowLevelHttpResponse {
  private final HttpURLConnection connection;
  private final long most;
  private final int status;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private @Nullable CheckedBody content;

  UrlResponse(HttpURLConnection connection, long most) throws IOException {
    this.connection = connection;
    this.most = most;
    status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null) {
                values.forEach(value -> headers.add(Map.entry(name, value)));
              }
            });
  }

  @Override
  public InputStream getContent() throws IOException {
    boolean failed = status >= HttpURLConnection.HTTP_BAD_REQUEST;
    InputStream body = failed ? connection.getErrorStream() : connection.getInputStream();
    if (body == null) {
      return InputStream.nullInputStream();
    }
    CheckedBody now = content;
    if (now == null) {
      long limit = failed ? UrlTransport.MOST_OF_A_DOCUMENT : most;
      now = new CheckedBody(body, limit, connection.getContentLengthLong());
      content = now;
    }
    return now;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public long getContentLength() {
    return connection.getContentLengthLong();
  }

  @Override
  public @Nullable String getContentType() {
    return connection.getContentType();
  }

  @Override
  public String getStatusLine() {
    return status + " " + getReasonPhrase();
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public @Nullable String getReasonPhrase() {
    try {
      return connection.getResponseMessage();
    } catch (IOException unread) {
      return null;
    }
  }

  @Override
  public int getHeaderCount() {
    return headers.size();
  }

  @Override
  public String getHeaderName(int index) {
    return headers.get(index).getKey();
  }

  @Override
  public String getHeaderValue(int index) {
    return headers.get(index).getValue();
  }

  /** A connection whose answer was read to its end is kept for the next request. */
  @Override
  public void disconnect() {
    if (content == null || !content.hasEnded()) {
      connection.disconnect();
    }
  }
}
