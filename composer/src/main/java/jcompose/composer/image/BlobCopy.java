package jcompose.composer.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import jcompose.engine.state.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a blob and writes what it reads to a file beside. A disk that will not take the copy does
 * not stop the reader: the image works without it, and only the layer itself must have room.
 */
final class BlobCopy extends FilterInputStream {
  private final Path temporary;
  private @Nullable FileChannel channel;
  private boolean complete;

  /**
   * @param source ends only when the blob is whole and has its digest
   * @param temporary in the same file system as its last place
   */
  BlobCopy(InputStream source, Path temporary) {
    super(source);
    this.temporary = temporary;
    try {
      channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException refused) {
      channel = null;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read < 0) {
      complete = true;
    } else {
      write(ByteBuffer.wrap(into, offset, read));
    }
    return read;
  }

  private void write(ByteBuffer bytes) {
    FileChannel copy = channel;
    if (copy == null) {
      return;
    }
    try {
      while (bytes.hasRemaining()) {
        copy.write(bytes);
      }
    } catch (IOException refused) {
      discard();
    }
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

  /** Reads what the reader left: only at the end does the source tell whether all was well. */
  void readRest() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  /** Reads the rest, and lets the copy appear under its name. */
  void commit(Path target) throws IOException {
    readRest();
    FileChannel copy = channel;
    if (copy == null || !complete) {
      return;
    }
    try {
      copy.force(true);
      copy.close();
      channel = null;
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      Path folder = target.getParent();
      if (folder != null) {
        AtomicFile.syncFolder(folder);
      }
    } catch (IOException refused) {
      discard();
    }
  }

  /** The layer store closes what it read while its rest is still wanted. */
  InputStream withoutClosing() {
    return new FilterInputStream(this) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return in.read(into, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  private void discard() {
    FileChannel copy = channel;
    channel = null;
    try {
      if (copy != null) {
        copy.close();
      }
      Files.deleteIfExists(temporary);
    } catch (IOException leftover) {
      return; // the next pull sweeps it
    }
  }

  @Override
  public void close() throws IOException {
    discard();
    super.close();
  }
}
