package jcompose.composer.image;

import com.google.cloud.tools.jib.http.Response;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a registry answers who asks for a blob, or for the rest of one. */
final class BlobAnswer {
  private static final int PARTIAL_CONTENT = 206;
  private static final Pattern RANGE = Pattern.compile("(?i)bytes (\\d{1,18})-.*");

  private BlobAnswer() {}

  /**
   * The bytes that were asked for.
   *
   * @param from the first of them; a registry may send all, from 0 on, and often does
   * @throws WrongBytesException when it sends others
   */
  static InputStream body(Response answer, long from) throws IOException {
    InputStream body =
        new FilterInputStream(answer.getBody()) {
          @Override
          public void close() throws IOException {
            answer.close();
          }
        };
    try {
      long begins = begins(answer);
      if (begins != from && begins != 0) {
        throw new WrongBytesException(
            "was asked for a blob from byte "
                + from
                + " on and sent it from byte "
                + begins
                + " on");
      }
      skip(body, from - begins);
      return body;
    } catch (IOException failure) {
      body.close();
      throw failure;
    }
  }

  private static long begins(Response answer) throws WrongBytesException {
    if (answer.getStatusCode() != PARTIAL_CONTENT) {
      return 0;
    }
    List<String> ranges = answer.getHeader("Content-Range");
    Matcher range = RANGE.matcher(ranges.isEmpty() ? "" : ranges.get(0).strip());
    if (!range.matches()) {
      throw new WrongBytesException(
          "sent a part of a blob and does not say which"
              + (ranges.isEmpty() ? "" : " (Content-Range: " + ranges.get(0) + ")"));
    }
    return Long.parseLong(range.group(1));
  }

  private static void skip(InputStream body, long count) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = count; left > 0; ) {
      int read = body.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the connection ended " + left + " bytes before where it broke");
      }
      left -= read;
    }
  }

  /** Its Content-Type without parameters, empty when there is none. */
  static String mediaType(Response answer) {
    List<String> types = answer.getHeader("Content-Type");
    return types.isEmpty() ? "" : types.get(0).replaceFirst(";.*", "").strip();
  }
}
