package jcompose.engine.rootfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.BadLayerException;

/**
 * Where the stored pieces of a sparse file belong.
 *
 * @param realSize of the file with its holes
 * @param pieces in the order of the archive
 */
record SparseMap(long realSize, List<Piece> pieces) {
  private static final int MOST_PIECES = 1 << 16;

  /** Stored bytes at a place in the file. */
  record Piece(long offset, long length) {}

  SparseMap {
    pieces = List.copyOf(pieces);
    if (realSize < 0) {
      throw new BadLayerException("the map of a sparse file is damaged");
    }
    long end = 0;
    for (Piece piece : pieces) {
      if (piece.offset < end || piece.length < 0 || piece.length > realSize - piece.offset) {
        throw new BadLayerException("the map of a sparse file is damaged");
      }
      end = piece.offset + piece.length;
    }
  }

  long stored() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  /** GNU's old form: four pieces in the header, more in blocks that follow it. */
  static SparseMap old(byte[] header, ArchiveStream stream) throws IOException {
    long realSize = TarNumbers.parse(header, 483, 12);
    List<Piece> pieces = new ArrayList<>();
    addPieces(pieces, header, 386, 4);
    boolean extended = header[482] != 0;
    byte[] block = new byte[512];
    while (extended) {
      if (!stream.read(block)) {
        throw stream.truncated();
      }
      addPieces(pieces, block, 0, 21);
      extended = block[504] != 0;
    }
    return new SparseMap(realSize, pieces);
  }

  private static void addPieces(List<Piece> pieces, byte[] block, int start, int count) {
    for (int i = 0; i < count; i++) {
      long offset = TarNumbers.parse(block, start + 24 * i, 12);
      long length = TarNumbers.parse(block, start + 24 * i + 12, 12);
      if (length > 0) {
        add(pieces, offset, length);
      }
    }
  }

  private static void add(List<Piece> pieces, long offset, long length) {
    if (pieces.size() >= MOST_PIECES) {
      throw new BadLayerException("a sparse file has more than " + MOST_PIECES + " pieces");
    }
    pieces.add(new Piece(offset, length));
  }

  /** The PAX form 0.1: {@code offset,length,offset,length...} in one record. */
  static SparseMap list(long realSize, String numbers) {
    List<Piece> pieces = new ArrayList<>();
    int next = 0; // never split: the parts of a long list take fifty times its bytes
    while (next < numbers.length()) {
      int middle = numbers.indexOf(',', next);
      if (middle < 0) {
        throw new BadLayerException("the map of a sparse file is damaged");
      }
      int comma = numbers.indexOf(',', middle + 1);
      int end = comma < 0 ? numbers.length() : comma;
      add(
          pieces,
          TarNumbers.decimal(numbers.substring(next, middle)),
          TarNumbers.decimal(numbers.substring(middle + 1, end)));
      next = comma < 0 ? end : end + 1;
      if (comma >= 0 && next == numbers.length()) {
        throw new BadLayerException("the map of a sparse file is damaged");
      }
    }
    return new SparseMap(realSize, pieces);
  }

  /** The PAX form 1.0: decimal lines before the data, padded to a block. */
  static SparseMap leading(long realSize, ArchiveStream stream) throws IOException {
    Lines lines = new Lines(stream);
    long count = lines.next();
    List<Piece> pieces = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long offset = lines.next();
      add(pieces, offset, lines.next());
    }
    return new SparseMap(realSize, pieces);
  }

  /** Decimal numbers, one a line, in blocks of 512 bytes. */
  private static final class Lines {
    private final ArchiveStream stream;
    private final byte[] block = new byte[512];
    private int position = 512;

    Lines(ArchiveStream stream) {
      this.stream = stream;
    }

    long next() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        if (position == block.length) {
          if (!stream.read(block)) {
            throw stream.truncated();
          }
          position = 0;
        }
        char character = (char) block[position++];
        if (character == '\n') {
          return TarNumbers.decimal(line.toString());
        }
        if (line.length() > 20) {
          throw new BadLayerException("the map of a sparse file is damaged");
        }
        line.append(character);
      }
    }
  }
}
