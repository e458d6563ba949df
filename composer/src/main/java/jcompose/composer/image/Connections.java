package jcompose.composer.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets no more blobs be fetched from a registry at the same time than its settings allow. */
final class Connections implements BlobStream.Source {
  private static final Map<String, Semaphore> OF_REGISTRIES = new ConcurrentHashMap<>();

  private final Semaphore free;
  private final BlobStream.Source source;

  private Connections(Semaphore free, BlobStream.Source source) {
    this.free = free;
    this.source = source;
  }

  /**
   * A source that waits for its turn.
   *
   * @param most how many of a registry's are open at the same time
   */
  static BlobStream.Source of(String registry, int most, BlobStream.Source source) {
    return new Connections(
        OF_REGISTRIES.computeIfAbsent(registry, name -> new Semaphore(most, true)), source);
  }

  @Override
  public InputStream open(long from) throws IOException {
    try {
      free.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for another download");
    }
    boolean opened = false;
    try {
      InputStream body = new Held(source.open(from));
      opened = true;
      return body;
    } finally {
      if (!opened) {
        free.release();
      }
    }
  }

  @Override
  public WrongBytesException wrong(String what) {
    return source.wrong(what);
  }

  /** Gives its place back when it is closed. */
  private final class Held extends FilterInputStream {
    private final AtomicBoolean closed = new AtomicBoolean();

    Held(InputStream body) {
      super(body);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
      } finally {
        if (closed.compareAndSet(false, true)) {
          free.release();
        }
      }
    }
  }
}
