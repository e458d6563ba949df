package jcompose.composer.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A blob's bytes. When the connection breaks, it is made again and goes on where it was; the last
 * byte is given only when all of them have the right digest.
 */
final class BlobStream extends InputStream {
  /** Asks for the bytes of a blob. */
  interface Source {
    /**
     * Asks anew.
     *
     * @param from the first byte that is wanted
     */
    InputStream open(long from) throws IOException;

    /** What is thrown when the bytes that were last asked for are not the right ones. */
    default WrongBytesException wrong(String what) {
      return new WrongBytesException(what);
    }
  }

  private final Source source;
  private final String digest;
  private final long size;
  private final LongConsumer progress;
  private final MessageDigest hash;
  private final Retry retry;
  private @Nullable InputStream body;
  private long count;
  private boolean complete;

  /**
   * A stream that asks when it is first read.
   *
   * @param digest {@code sha256:...}
   * @param size how many bytes the manifest promises; negative when nobody does
   * @param progress told the bytes that came since it was told last
   */
  BlobStream(Source source, String digest, long size, LongConsumer progress, Retry retry) {
    this.source = source;
    this.digest = digest;
    this.size = size;
    this.progress = progress;
    this.retry = retry;
    this.hash = Digests.start();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!complete) {
      int read = attempt(into, offset, length);
      if (read > 0) {
        return read;
      }
    }
    return -1;
  }

  /** The next bytes; none when this was the end, or the connection is to be made again. */
  private int attempt(byte[] into, int offset, int length) throws IOException {
    InputStream from = body == null ? opened() : body;
    if (from == null) {
      return 0;
    }
    body = from;
    int read;
    try {
      read = from.read(into, offset, length);
      if (read < 0 && count < size) {
        throw new EOFException("the connection ended after " + count + " of " + size + " bytes");
      }
    } catch (IOException broken) {
      boolean interrupted =
          broken instanceof InterruptedIOException && !(broken instanceof SocketTimeoutException);
      failed(broken, !interrupted);
      return 0;
    }
    if (read < 0) {
      verify();
      return 0;
    }
    took(from, into, offset, read);
    return read;
  }

  private @Nullable InputStream opened() throws IOException {
    try {
      return source.open(count);
    } catch (IOException failure) {
      // once it has answered, a registry that refuses connections is one that is being restarted
      failed(failure, Retry.isTransient(failure) || (count > 0 && Retry.isRefused(failure)));
      return null;
    }
  }

  private void failed(IOException failure, boolean mayHeal) throws IOException {
    close();
    if (!mayHeal) {
      throw failure;
    }
    if (!retry.pauseAfter(failure)) {
      throw new GaveUpException(failure);
    }
  }

  private void took(InputStream from, byte[] bytes, int offset, int length) throws IOException {
    count += length;
    if (size >= 0 && (count > size || (count == size && goesOn(from)))) {
      throw source.wrong("sent more than the " + size + " bytes it promised");
    }
    hash.update(bytes, offset, length);
    retry.progressed();
    if (count == size) {
      verify();
    }
    progress.accept(length);
  }

  private static boolean goesOn(InputStream body) {
    try {
      return body.read() >= 0;
    } catch (IOException ended) {
      return false;
    }
  }

  private void verify() throws IOException {
    String came = "sha256:" + HexFormat.of().formatHex(hash.digest());
    if (!came.equals(digest)) {
      throw source.wrong(
          "sent other bytes than the manifest promises (asked for "
              + digest
              + ", came "
              + came
              + ")");
    }
    complete = true;
    close();
  }

  @Override
  public void close() throws IOException {
    InputStream open = body;
    body = null;
    if (open != null) {
      open.close();
    }
  }
}
