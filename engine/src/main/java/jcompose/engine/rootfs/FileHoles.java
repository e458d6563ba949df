package jcompose.engine.rootfs;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import org.jspecify.annotations.Nullable;

/**
 * What of a file has to be read.
 *
 * @param pieces in order
 * @param sparse where they belong when there are holes between them, else null
 */
record FileHoles(List<SparseMap.Piece> pieces, @Nullable SparseMap sparse) {
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  /** A file with fewer bytes is not worth the question. */
  private static final long LEAST = 1 << 16;

  /** A file with more pieces is read whole, holes included. */
  private static final int MOST_PIECES = 1 << 14;

  FileHoles {
    pieces = List.copyOf(pieces);
  }

  /** Those of an open file of some size. */
  static FileHoles of(int file, long size) {
    if (size < LEAST || Kernel.call(Syscall.LSEEK, file, 0, SEEK_HOLE) >= size) {
      return whole(size);
    }
    List<SparseMap.Piece> pieces = new ArrayList<>();
    long end = 0;
    while (end < size) {
      long start = Kernel.call(Syscall.LSEEK, file, end, SEEK_DATA);
      if (start < 0 || start >= size) {
        break; // ENXIO: only a hole is left
      }
      end = Math.min(size, Kernel.call(Syscall.LSEEK, file, start, SEEK_HOLE));
      if (end <= start || pieces.size() == MOST_PIECES) {
        return whole(size);
      }
      pieces.add(new SparseMap.Piece(start, end - start));
    }
    return new FileHoles(pieces, new SparseMap(size, pieces));
  }

  private static FileHoles whole(long size) {
    return new FileHoles(List.of(new SparseMap.Piece(0, size)), null);
  }
}
