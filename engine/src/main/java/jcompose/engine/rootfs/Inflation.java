package jcompose.engine.rootfs;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerLimits;

/**
 * A gzip file of one or many members, a zstd file, or a plain file, as inflated bytes.
 *
 * <p>Not {@link java.util.zip.GZIPInputStream}: that one takes the source's {@code available()} for
 * the end of the file, and so loses the later members of what pigz and eStargz write.
 */
final class Inflation implements AutoCloseable {
  private static final int INPUT_SIZE = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private final PushbackInputStream source;
  private final long limit;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[INPUT_SIZE];
  private int inputLength;
  private long total;
  private final CRC32 checksum = new CRC32();
  private State state = State.START;
  private InputStream plain;

  private enum State {
    START,
    PLAIN,
    MEMBER,
    END
  }

  Inflation(InputStream source, long limit) {
    this.source = new PushbackInputStream(source, INPUT_SIZE);
    this.plain = this.source;
    this.limit = limit;
  }

  /** Appends to the buffer until it is full or the archive ends; whether there may be more. */
  boolean fill(ByteBuffer into) throws IOException {
    int before = into.position();
    while (into.hasRemaining() && state != State.END) {
      switch (state) {
        case START -> begin();
        case PLAIN -> copy(into);
        default -> inflate(into);
      }
    }
    total += into.position() - before;
    if (total > limit) {
      throw new BadLayerException(
          "the layer inflates to more than the limit of "
              + limit
              + " bytes; a larger one can be set with "
              + LayerLimits.BYTES);
    }
    return state != State.END;
  }

  private void begin() throws IOException {
    byte[] magic = source.readNBytes(4);
    source.unread(magic);
    if (Arrays.equals(magic, ZSTD)) {
      plain = new ZstdInputStream(new ZstdFrames(source));
    }
    boolean gzip = magic.length >= 2 && Arrays.equals(GZIP, 0, 2, magic, 0, 2);
    state = gzip ? State.MEMBER : State.PLAIN;
    if (gzip) {
      GzipHeader.skip(source);
    }
  }

  private void copy(ByteBuffer into) throws IOException {
    int length;
    try {
      length = plain.read(input, 0, Math.min(input.length, into.remaining()));
    } catch (MalformedInputException bad) {
      throw new BadLayerException("the zstd data is damaged: " + bad.getMessage(), bad);
    }
    if (length < 0) {
      state = State.END;
    } else {
      into.put(input, 0, length);
    }
  }

  private void inflate(ByteBuffer into) throws IOException {
    if (inflater.needsInput()) {
      inputLength = source.read(input);
      if (inputLength < 0) {
        throw new BadLayerException("the gzip data ends in the middle");
      }
      inflater.setInput(input, 0, inputLength);
    }
    int before = into.position();
    try {
      if (inflater.inflate(into) == 0 && inflater.needsDictionary()) {
        throw new BadLayerException("the gzip data wants a dictionary");
      }
    } catch (DataFormatException bad) {
      String why = bad.getMessage() == null ? "" : ": " + bad.getMessage();
      throw new BadLayerException("the gzip data is damaged" + why, bad);
    }
    checksum.update(into.duplicate().limit(into.position()).position(before));
    if (inflater.finished()) {
      endMember();
    }
  }

  private void endMember() throws IOException {
    int rest = inflater.getRemaining();
    source.unread(input, inputLength - rest, rest);
    byte[] trailer = source.readNBytes(8);
    if (trailer.length < 8) {
      throw new BadLayerException("the gzip data ends in the middle");
    }
    ByteBuffer said = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
    if (said.getInt() != (int) checksum.getValue()
        || said.getInt() != (int) inflater.getBytesWritten()) {
      throw new BadLayerException("the gzip data is damaged: its checksum or length is wrong");
    }
    checksum.reset();
    int next = source.read();
    while (next == 0) {
      next = source.read(); // tapes and some tools pad with zeros
    }
    if (next < 0) {
      state = State.END;
      return;
    }
    source.unread(next);
    GzipHeader.skip(source);
    inflater.reset();
  }

  @Override
  public void close() {
    inflater.end();
  }
}
