package jcompose.engine.rootfs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive, with names and attributes as the bytes they are.
 *
 * @param type the type flag; {@code '0'} also for the older marks of a regular file
 * @param name cleaned, relative to the root; empty for the root itself
 * @param link as it stands in the archive
 * @param size of the data that follow in the archive
 * @param mode permission bits with setuid, setgid and sticky
 * @param sparse where the data belong in the file, null when they are the file
 */
@SuppressWarnings("ArrayRecordComponent") // entries are never compared
record TarEntry(
    char type,
    byte[] name,
    byte[] link,
    long size,
    int mode,
    int uid,
    int gid,
    long seconds,
    int nanos,
    int deviceMajor,
    int deviceMinor,
    Map<String, byte[]> attributes,
    @Nullable SparseMap sparse) {
  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char CHARACTER_DEVICE = '3';
  static final char BLOCK_DEVICE = '4';
  static final char DIRECTORY = '5';
  static final char FIFO = '6';

  /** The same as another owner has it. */
  TarEntry owned(int newUid, int newGid, int newMode, Map<String, byte[]> newAttributes) {
    return new TarEntry(
        type,
        name,
        link,
        size,
        newMode,
        newUid,
        newGid,
        seconds,
        nanos,
        deviceMajor,
        deviceMinor,
        newAttributes,
        sparse);
  }

  String shown() {
    return TarPath.show(name);
  }
}
