package jcompose.engine.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import jcompose.engine.BadLayerException;
import jcompose.engine.linux.LibCrypto;
import jcompose.engine.linux.NativeMemory;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an archive, inflated and hashed on a thread of its own while they are unpacked:
 * inflating takes as long as all system calls together.
 */
final class ArchiveStream implements AutoCloseable {
  private static final int CHUNK_SIZE = 1 << 19;
  private static final int CHUNKS = 6;

  private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final MessageDigest digest = LibCrypto.sha256();
  private final InputStream source;
  private final Thread inflater;
  private Chunk current = new Chunk(0);
  private long consumed;

  private ArchiveStream(InputStream source, long limit) {
    this.source = source;
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk(CHUNK_SIZE));
    }
    inflater = new Thread(() -> produce(new Inflation(source, limit)), "layer inflater");
    inflater.setDaemon(true);
  }

  /** Starts to inflate; owns the source from now on. */
  static ArchiveStream start(InputStream source, long limit) {
    ArchiveStream stream = new ArchiveStream(source, limit);
    stream.inflater.start();
    return stream;
  }

  private void produce(Inflation inflation) {
    Chunk last = new Chunk(0);
    last.end = true;
    try (inflation) {
      boolean more = true;
      while (more) {
        Chunk chunk = free.take();
        more = inflation.fill(chunk.bytes.clear());
        chunk.bytes.flip();
        digest.update(chunk.bytes.duplicate());
        filled.put(chunk);
      }
    } catch (InterruptedException closed) {
      return;
    } catch (IOException | RuntimeException | Error failure) {
      last.failure = failure;
    }
    filled.add(last);
  }

  /** Whether there is another byte; afterwards {@link #available} is positive. */
  boolean hasMore() throws IOException {
    while (!current.bytes.hasRemaining()) {
      if (current.end) {
        throwIfFailed(current.failure);
        return false;
      }
      try {
        if (current.bytes.capacity() > 0) {
          free.add(current);
        }
        current = filled.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while unpacking");
      }
    }
    return true;
  }

  private static void throwIfFailed(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException broken) {
      throw broken;
    }
    if (failure instanceof RuntimeException bad) {
      throw bad;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  /** How many bytes lie at {@link #address}, 0 before {@link #hasMore} was asked. */
  int available() {
    return current.bytes.remaining();
  }

  /** Where the next bytes lie in native memory, until they are skipped. */
  long address() {
    return current.address + current.bytes.position();
  }

  /** Goes on by bytes that are {@link #available}. */
  void advance(int length) {
    current.bytes.position(current.bytes.position() + length);
    consumed += length;
  }

  /** Fills the array, or answers false when the archive ends before its first byte. */
  boolean read(byte[] into) throws IOException {
    int done = 0;
    while (done < into.length) {
      if (!hasMore()) {
        if (done == 0) {
          return false;
        }
        throw truncated();
      }
      int part = Math.min(into.length - done, available());
      current.bytes.get(into, done, part);
      consumed += part;
      done += part;
    }
    return true;
  }

  void skip(long length) throws IOException {
    if (!skipUnlessEnded(length)) {
      throw truncated();
    }
  }

  /** Goes on by bytes; false when the archive ends before. */
  boolean skipUnlessEnded(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (!hasMore()) {
        return false;
      }
      int part = (int) Math.min(left, available());
      advance(part);
      left -= part;
    }
    return true;
  }

  /** How many inflated bytes were read so far. */
  long position() {
    return consumed;
  }

  BadLayerException truncated() {
    return new BadLayerException("the archive ends in the middle, after " + consumed + " bytes");
  }

  /** Reads to the end and answers {@code sha256:...} of all inflated bytes. */
  String finish() throws IOException {
    while (hasMore()) {
      advance(available());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    inflater.interrupt();
    source.close();
  }

  /** A piece of the archive, handed from thread to thread and back. */
  private static final class Chunk {
    final ByteBuffer bytes;
    final long address;
    boolean end;
    @Nullable Throwable failure;

    Chunk(int size) {
      bytes = ByteBuffer.allocateDirect(size);
      bytes.limit(0);
      address = NativeMemory.addressOf(bytes);
    }
  }
}
