package jcompose.engine.rootfs;

import java.io.IOException;
import java.io.InputStream;
import jcompose.engine.BadLayerException;

/** The header of a gzip member; nothing in it matters to a layer. Source: RFC 1952. */
final class GzipHeader {
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;

  private GzipHeader() {}

  static void skip(InputStream source) throws IOException {
    if (next(source) != 0x1f || next(source) != 0x8b || next(source) != 8) {
      throw new BadLayerException("the gzip data is damaged: no gzip header where one must be");
    }
    int flags = next(source);
    skip(source, 6);
    if ((flags & FEXTRA) != 0) {
      skip(source, next(source) | next(source) << 8);
    }
    if ((flags & FNAME) != 0) {
      skipText(source);
    }
    if ((flags & FCOMMENT) != 0) {
      skipText(source);
    }
    if ((flags & FHCRC) != 0) {
      skip(source, 2);
    }
  }

  private static void skip(InputStream source, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next(source);
    }
  }

  private static void skipText(InputStream source) throws IOException {
    int character = next(source);
    while (character != 0) {
      character = next(source);
    }
  }

  private static int next(InputStream source) throws IOException {
    int value = source.read();
    if (value < 0) {
      throw new BadLayerException("the gzip data ends in the middle");
    }
    return value;
  }
}
