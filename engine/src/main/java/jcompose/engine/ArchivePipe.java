package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Hands the bytes of an archive from the thread that reads a tree to the one that writes another.
 */
final class ArchivePipe {
  private static final int MOST_PARTS = 8;

  private final Queue<byte[]> parts = new ArrayDeque<>();
  private boolean ended;
  private boolean abandoned;
  private @Nullable Throwable failure;

  /** What the reader of the tree failed with, as the writer of the other one meets it. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(Throwable failure) {
      super(failure);
    }
  }

  /** Ends the archive: as a whole, or with what went wrong. */
  synchronized void end(@Nullable Throwable how) {
    ended = true;
    failure = how;
    notifyAll();
  }

  private synchronized void put(byte[] part) throws IOException {
    try {
      while (parts.size() >= MOST_PARTS && !abandoned) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while copying");
    }
    if (abandoned) {
      throw new IOException("nobody takes the archive any more");
    }
    parts.add(part);
    notifyAll();
  }

  private synchronized byte @Nullable [] take() throws IOException {
    try {
      while (parts.isEmpty() && !ended) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while copying");
    }
    byte[] part = parts.poll();
    if (part == null && failure != null) {
      throw new BrokenException(failure);
    }
    notifyAll();
    return part;
  }

  private synchronized void abandon() {
    abandoned = true;
    parts.clear();
    notifyAll();
  }

  /** Where the archive goes in. */
  OutputStream writing() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        put(new byte[] {(byte) one});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
          put(Arrays.copyOfRange(bytes, offset, offset + length));
        }
      }
    };
  }

  /** Where it comes out. */
  InputStream reading() {
    return new InputStream() {
      private byte[] current = new byte[0];
      private int position;

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
        if (position == current.length) {
          byte[] next = take();
          if (next == null) {
            return -1;
          }
          current = next;
          position = 0;
        }
        int part = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, offset, part);
        position += part;
        return part;
      }

      @Override
      public void close() {
        abandon();
      }
    };
  }
}
