package jcompose.engine.rootfs;

import java.nio.ByteBuffer;

/**
 * The times of an archive's folders, to be set when everything is in them. A layer may have
 * millions, so they are kept as bytes: seconds (8), nanoseconds (4), length of the path (4), path.
 */
final class FolderTimes {
  private static final int FIRST_SIZE = 1 << 14;
  private static final int FIXED = 16;

  private ByteBuffer notes = ByteBuffer.allocate(FIRST_SIZE);

  void add(TarEntry folder) {
    int size = FIXED + folder.name().length;
    if (notes.remaining() < size) {
      notes = ByteBuffer.allocate(Math.addExact(2 * notes.capacity(), size)).put(notes.flip());
    }
    notes.putLong(folder.seconds()).putInt(folder.nanos());
    notes.putInt(folder.name().length).put(folder.name());
  }

  /** How many bytes of memory they take. */
  long memory() {
    return notes.capacity();
  }

  /**
   * What is done for each, in the order of the archive: of a folder that comes twice the last
   * counts.
   */
  interface Action {
    void set(byte[] path, long seconds, int nanos);
  }

  void forEach(Action action) {
    ByteBuffer left = notes.duplicate().flip();
    while (left.hasRemaining()) {
      long seconds = left.getLong();
      int nanos = left.getInt();
      byte[] path = new byte[left.getInt()];
      left.get(path);
      action.set(path, seconds, nanos);
    }
  }
}
