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
  /** Docker's own limit for a manifest; tokens and error messages are far below it. */
  private static final long MOST_OF_A_DOCUMENT = 4 << 20;

  private final HttpURLConnection connection;
  private final int status;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  UrlResponse(HttpURLConnection connection) throws IOException {
    this.connection = connection;
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
    // Only blobs may be large, also behind a redirect to a store that names them otherwise.
    boolean document = failed || connection.getURL().getPath().contains("/manifests/");
    return new CheckedBody(
        body, document ? MOST_OF_A_DOCUMENT : Long.MAX_VALUE, connection.getContentLengthLong());
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

  @Override
  public void disconnect() {
    connection.disconnect();
  }
}
