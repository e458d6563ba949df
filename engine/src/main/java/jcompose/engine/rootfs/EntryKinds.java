package jcompose.engine.rootfs;

import java.io.IOException;
import jcompose.engine.BadLayerException;

/** What is made of each kind of an archive's entries. */
final class EntryKinds {
  private EntryKinds() {}

  /**
   * Makes an entry.
   *
   * @param times of folders, which come when all is made: making a file changes its folder's
   * @throws BadLayerException when there is no such kind
   */
  static void write(TarEntry entry, EntryWriter writer, FolderTimes times) throws IOException {
    switch (entry.type()) {
      case TarEntry.FILE -> writer.file(entry);
      case TarEntry.DIRECTORY -> {
        writer.folder(entry);
        times.add(entry);
      }
      case TarEntry.SYMBOLIC_LINK -> writer.symbolicLink(entry);
      case TarEntry.HARD_LINK -> writer.hardLink(entry);
      case TarEntry.CHARACTER_DEVICE, TarEntry.BLOCK_DEVICE, TarEntry.FIFO -> writer.node(entry);
      default ->
          throw new BadLayerException(
              "'"
                  + entry.shown()
                  + "' is of the type '"
                  + TarPath.show(new byte[] {(byte) entry.type()})
                  + "', which is not supported");
    }
  }
}
