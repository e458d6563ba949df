package jcompose.composer.image;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer: an error when it is too long, or when the connection ended before the
 * promised length, which the JDK takes for an ordinary end.
 */
final class CheckedBody extends FilterInputStream {
  private final long most;
  private final long promised;
  private long count;
  private boolean ended;

  /**
   * Watches a body.
   *
   * @param promised the Content-Length, negative when there was none
   */
  CheckedBody(InputStream body, long most, long promised) {
    super(body);
    this.most = most;
    this.promised = promised;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = readOrBreak(into, offset, length);
    if (read > 0) {
      count += read;
      if (count > most) {
        throw new IOException("the answer is larger than the limit of " + most + " bytes");
      }
    } else if (read < 0 && promised > count) {
      throw new EOFException("the connection ended after " + count + " of " + promised + " bytes");
    }
    ended = read < 0;
    return read;
  }

  /** The JDK has no exception of its own for a body in chunks that breaks off. */
  private int readOrBreak(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (IOException failure) {
      if (String.valueOf(failure.getMessage()).equals("Premature EOF")) {
        throw new EOFException("the connection ended after " + count + " bytes");
      }
      throw failure;
    }
  }

  /** Whether the last byte was read, so that the connection can be used again. */
  boolean hasEnded() {
    return ended;
  }
}
