package jcompose.composer.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A file that is described while it is read. */
final class HashedFile extends FilterInputStream {
  private final Path file;
  private final PullListener listener;
  private final MessageDigest digest = Digests.start();
  private final byte[] first = new byte[4];
  private long count;

  private HashedFile(Path file, PullListener listener) throws IOException {
    super(Files.newInputStream(file));
    this.file = file;
    this.listener = listener;
  }

  static HashedFile open(Path file, PullListener listener) throws IOException {
    listener.layerStarted(file.toString(), Files.size(file));
    return new HashedFile(file, listener);
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
      for (int i = 0; i < read && count + i < first.length; i++) {
        first[(int) count + i] = into[offset + i];
      }
      count += read;
      digest.update(into, offset, read);
      listener.layerProgress(file.toString(), read);
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** What was read, once it is the whole file. */
  Descriptor describe() {
    return new Descriptor(ManifestWriter.layerType(first), Digests.end(digest), count);
  }
}
