package jcompose.engine.log;

import jcompose.engine.linux.Errno;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.RawFile;
import jcompose.engine.linux.Readiness;
import jcompose.engine.linux.Splice;

/** Where the bytes of a stream come from. */
sealed interface ByteSource extends AutoCloseable {
  /** The descriptor to watch. */
  RawFile file();

  /** Appends some of what is there; the number of bytes, 0 when there is nothing, or -errno. */
  long pump(SegmentWriter target);

  /** How many bytes are there now and must be moved before the source may be closed. */
  long pending();

  @Override
  void close();

  /** A FIFO that a container writes to. */
  record Fifo(RawFile file, Splice splice) implements ByteSource {
    private static final int PIPE_BYTES = 1 << 20;

    static Fifo open(java.nio.file.Path path, Splice splice) {
      RawFile file = RawFile.readFifo(path);
      file.growPipe(PIPE_BYTES);
      return new Fifo(file, splice);
    }

    @Override
    public long pump(SegmentWriter target) {
      long moved = target.splice(splice, file.descriptor(), PIPE_BYTES);
      return moved == -Errno.EAGAIN.number() || moved == -Errno.EINTR.number() ? 0 : moved;
    }

    @Override
    public long pending() {
      return file.readable();
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /**
   * The master end of a pseudo terminal. splice(2) would need a pipe in between, and nothing would
   * be gained: the terminal goes with its master, so nobody reads on after a crash.
   */
  final class Terminal implements ByteSource {
    private static final int BUFFER = 1 << 16;

    private final RawFile file;
    private final Readiness readiness;
    private final NativeMemory memory = new NativeMemory();
    private final long buffer = memory.allocate(BUFFER);
    private long start;
    private long end;

    Terminal(int master) {
      file = RawFile.duplicate(master);
      readiness = new Readiness(file.descriptor());
    }

    @Override
    public RawFile file() {
      return file;
    }

    /** The descriptor's flags belong to its other users too, so it blocks: ask before reading. */
    @Override
    public long pump(SegmentWriter target) {
      if (start == end) {
        if (!readiness.await(0)) {
          return 0;
        }
        long read = file.read(buffer, BUFFER);
        if (read <= 0) {
          // EIO: the last process with the slave end is gone.
          return read == -Errno.EIO.number() || read == -Errno.EINTR.number() ? 0 : read;
        }
        start = 0;
        end = read;
      }
      long written = target.write(buffer + start, end - start);
      if (written > 0) {
        start += written;
      }
      return written;
    }

    /** Until it is empty: the kernel may still hold bytes on their way through the terminal. */
    @Override
    public long pending() {
      return Long.MAX_VALUE;
    }

    @Override
    public void close() {
      file.close();
      readiness.close();
      memory.close();
    }
  }
}
