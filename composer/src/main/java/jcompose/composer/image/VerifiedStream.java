package jcompose.composer.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** A blob's bytes, whose end is only told when its size and digest are what they should be. */
final class VerifiedStream extends FilterInputStream {
  private final String where;
  private final Descriptor blob;
  private final LongConsumer progress;
  private final MessageDigest digest = Digests.start();
  private long count;
  private boolean verified;

  /**
   * @param where names the source, for messages
   * @param progress told the bytes that were read since it was told last
   */
  VerifiedStream(InputStream bytes, String where, Descriptor blob, LongConsumer progress) {
    super(bytes);
    this.where = where;
    this.blob = blob;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      count += read;
      if (count > blob.size()) {
        throw new IOException(where + ": blob " + blob.digest() + " is longer than " + blob.size());
      }
      digest.update(into, offset, read);
      progress.accept(read);
    } else if (read < 0 && !verified) {
      verify();
    }
    return read;
  }

  private void verify() throws IOException {
    if (count < blob.size()) {
      throw new IOException(
          where + ": blob " + blob.digest() + " ends after " + count + " of " + blob.size());
    }
    String actual = Digests.end(digest);
    if (!actual.equals(blob.digest())) {
      throw new IOException(where + ": blob " + blob.digest() + " is damaged: it is " + actual);
    }
    verified = true;
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] skipped = new byte[(int) Math.min(wanted, 1 << 16)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
