package jcompose.engine.rootfs;

import java.io.IOException;
import java.io.InputStream;
import jcompose.engine.BadLayerException;

/**
 * The frames of a zstd file (RFC 8878) without those to be skipped, which podman's {@code
 * zstd:chunked} layers have and the decompressor does not know.
 */
final class ZstdFrames extends InputStream {
  private static final int MAGIC = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int SKIPPABLE_BITS = 0xfffffff0;
  private static final int RLE_BLOCK = 1;
  private static final int SKIPPED = 1 << 13;

  private final InputStream source;
  private byte[] pending = new byte[0];
  private int pendingStart;
  private long body;
  private boolean inFrame;
  private boolean lastBlock;
  private boolean checksum;

  ZstdFrames(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (pendingStart == pending.length && body == 0) {
      if (!advance()) {
        return -1;
      }
    }
    if (pendingStart < pending.length) {
      int part = Math.min(length, pending.length - pendingStart);
      System.arraycopy(pending, pendingStart, into, offset, part);
      pendingStart += part;
      return part;
    }
    int read = source.read(into, offset, (int) Math.min(length, body));
    if (read < 0) {
      throw truncated();
    }
    body -= read;
    return read;
  }

  /** Reads the next header, of a frame or a block; false at the end of the file. */
  private boolean advance() throws IOException {
    if (!inFrame) {
      return nextFrame();
    }
    if (lastBlock) {
      inFrame = false;
      pass(checksum ? bytes(4) : new byte[0]);
      return true;
    }
    byte[] header = bytes(3);
    int value = number(header);
    lastBlock = (value & 1) != 0;
    int type = (value >>> 1) & 3;
    body = type == RLE_BLOCK ? 1 : value >>> 3;
    pass(header);
    return true;
  }

  private boolean nextFrame() throws IOException {
    byte[] magic = source.readNBytes(4);
    if (magic.length == 0) {
      return false;
    }
    if (magic.length < 4) {
      throw truncated();
    }
    if ((number(magic) & SKIPPABLE_BITS) == SKIPPABLE) {
      ignore(number(bytes(4)) & 0xffffffffL);
      return true;
    }
    if (number(magic) != MAGIC) {
      throw new BadLayerException("the zstd data is damaged: no frame begins where one should");
    }
    int descriptor = bytes(1)[0] & 0xff;
    boolean single = (descriptor & 0x20) != 0;
    int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
    int contentSize = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
    byte[] rest = bytes((single ? 0 : 1) + dictionary + contentSize);
    byte[] header = new byte[5 + rest.length];
    System.arraycopy(magic, 0, header, 0, 4);
    header[4] = (byte) descriptor;
    System.arraycopy(rest, 0, header, 5, rest.length);
    checksum = (descriptor & 4) != 0;
    inFrame = true;
    lastBlock = false;
    pass(header);
    return true;
  }

  private void ignore(long length) throws IOException {
    for (long left = length; left > 0; left -= Math.min(left, SKIPPED)) {
      bytes((int) Math.min(left, SKIPPED));
    }
  }

  private void pass(byte[] bytes) {
    pending = bytes;
    pendingStart = 0;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = source.readNBytes(count);
    if (bytes.length < count) {
      throw truncated();
    }
    return bytes;
  }

  private static int number(byte[] littleEndian) {
    int value = 0;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      value = (value << 8) | (littleEndian[i] & 0xff);
    }
    return value;
  }

  private static BadLayerException truncated() {
    return new BadLayerException("the zstd data ends in the middle");
  }
}
