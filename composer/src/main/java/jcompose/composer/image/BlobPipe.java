package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a download writes on one thread into what the layer store reads on another.
 *
 * <p>The reader sees the end only after the writer said that all went well: jib compares a blob's
 * digest after its last byte. When the reader stops early, the rest is dropped, not refused, so
 * that the digest still tells whether the registry sent the right bytes.
 */
final class BlobPipe {
  private static final int SIZE = 1 << 20;

  private final byte[] ring = new byte[SIZE];
  private int start;
  private int length;
  private boolean readerGone;
  private boolean aborted;
  private boolean ended;
  private @Nullable IOException failure;

  /** Where the download writes; closing it says nothing, {@link #end} does. */
  OutputStream sink() {
    return new Sink();
  }

  /** What the layer store reads. */
  InputStream source() {
    return new Source();
  }

  /** The writer is done. */
  synchronized void end(@Nullable IOException reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  /** Makes the next write fail. */
  synchronized void abort() {
    aborted = true;
    notifyAll();
  }

  /** Waits for the writer and answers why it failed, null when it did not. */
  synchronized @Nullable IOException outcome() throws InterruptedIOException {
    awaitUnless(() -> ended);
    return failure;
  }

  private synchronized void put(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      awaitUnless(() -> length < SIZE || readerGone || aborted);
      if (aborted) {
        throw new IOException("the download was given up");
      }
      if (readerGone) {
        return;
      }
      int end = (start + length) % SIZE;
      int part = Math.min(count - done, Math.min(SIZE - length, SIZE - end));
      System.arraycopy(bytes, offset + done, ring, end, part);
      length += part;
      done += part;
      notifyAll();
    }
  }

  private synchronized int take(byte[] into, int offset, int count) throws IOException {
    awaitUnless(() -> length > 0 || ended);
    if (length == 0) {
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      return -1;
    }
    int part = Math.min(count, Math.min(length, SIZE - start));
    System.arraycopy(ring, start, into, offset, part);
    start = (start + part) % SIZE;
    length -= part;
    notifyAll();
    return part;
  }

  private synchronized void awaitUnless(BooleanSupplier condition) throws InterruptedIOException {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while pulling");
    }
  }

  private synchronized void leave() {
    readerGone = true;
    length = 0;
    notifyAll();
  }

  /** The writer's end. */
  private final class Sink extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      put(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      put(bytes, offset, count);
    }
  }

  /** The reader's end. */
  private final class Source extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      return count == 0 ? 0 : take(into, offset, count);
    }

    @Override
    public void close() {
      leave();
    }
  }
}
