package jcompose.composer.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Refuses what comes beyond the size that a manifest promises. */
final class LimitedSink extends FilterOutputStream {
  private final long most;
  private long count;

  LimitedSink(OutputStream target, long most) {
    super(target);
    this.most = most;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count += length;
    if (count > most) {
      throw new IOException("the registry sent more than the " + most + " bytes it promised");
    }
    out.write(bytes, offset, length);
  }
}
