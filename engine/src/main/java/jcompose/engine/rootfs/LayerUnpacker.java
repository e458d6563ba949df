package jcompose.engine.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerLimits;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/**
 * Unpacks a layer's archive into an empty folder, in overlayfs's form: whiteouts become devices
 * 0/0, opaque folders carry an attribute.
 *
 * <p>Every name is resolved by the kernel with the folder as root, so no entry reaches out of it,
 * through links neither.
 */
final class LayerUnpacker {
  private static final byte[] WHITEOUT = ".wh.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OPAQUE = ".wh..wh..opq".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RESERVED = ".wh..wh.".getBytes(StandardCharsets.US_ASCII);

  private final TarReader tar;
  private final EntryWriter writer;
  private final long mostEntries;
  private final List<TarEntry> folders = new ArrayList<>();

  private LayerUnpacker(TarReader tar, EntryWriter writer, long mostEntries) {
    this.tar = tar;
    this.writer = writer;
    this.mostEntries = mostEntries;
  }

  /**
   * Unpacks and answers the digest of the inflated archive.
   *
   * @throws IOException when the source fails
   * @throws BadLayerException for what the archive must not be
   * @throws SyscallException when the file system refuses, for example ENOSPC
   */
  static String unpack(InputStream source, RootFolder root, LayerLimits limits) throws IOException {
    try (ArchiveStream stream = ArchiveStream.start(source, limits.bytes())) {
      TarReader tar = new TarReader(stream);
      EntryWriter writer = new EntryWriter(root, stream, tar);
      new LayerUnpacker(tar, writer, limits.entries()).run();
      return stream.finish();
    }
  }

  private void run() throws IOException {
    long count = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (++count > mostEntries) {
        throw new BadLayerException(
            "the layer has more than the limit of "
                + mostEntries
                + " entries; a larger one can be set with "
                + LayerLimits.ENTRIES);
      }
      try {
        unpack(entry);
      } catch (SyscallException refused) {
        throw isArchivesFault(refused)
            ? new BadLayerException("'" + entry.shown() + "': " + refused.getMessage(), refused)
            : refused;
      }
    }
    // Making a file changes its folder's time, so the folders' times come last, innermost first.
    for (int i = folders.size() - 1; i >= 0; i--) {
      writer.folderTime(folders.get(i));
    }
  }

  private static boolean isArchivesFault(SyscallException refused) {
    return refused.is(Errno.ENOENT)
        || refused.is(Errno.ENOTDIR)
        || refused.is(Errno.ELOOP)
        || refused.is(Errno.ENAMETOOLONG)
        || refused.is(Errno.EEXIST)
        || refused.is(Errno.ENOTEMPTY)
        || refused.is(Errno.EXDEV);
  }

  private void unpack(TarEntry entry) throws IOException {
    byte[] name = TarPath.name(entry.name());
    if (startsWith(name, WHITEOUT)) {
      whiteout(entry, name);
      return;
    }
    switch (entry.type()) {
      case TarEntry.FILE -> writer.file(entry);
      case TarEntry.DIRECTORY -> {
        writer.folder(entry);
        folders.add(entry);
      }
      case TarEntry.SYMBOLIC_LINK -> writer.symbolicLink(entry);
      case TarEntry.HARD_LINK -> writer.hardLink(entry);
      case TarEntry.CHARACTER_DEVICE, TarEntry.BLOCK_DEVICE, TarEntry.FIFO -> writer.node(entry);
      default ->
          throw new BadLayerException(
              "'"
                  + entry.shown()
                  + "' is of the type '"
                  + entry.type()
                  + "', which is not supported");
    }
  }

  private void whiteout(TarEntry entry, byte[] name) {
    byte[] folder = TarPath.parent(entry.name());
    if (Arrays.equals(name, OPAQUE)) {
      writer.opaque(folder);
      return;
    }
    if (startsWith(name, RESERVED)) {
      return; // AUFS's own folders, which Docker ignores as well
    }
    byte[] hidden = Arrays.copyOfRange(name, WHITEOUT.length, name.length);
    if (hidden.length == 0 || Arrays.equals(hidden, new byte[] {'.'}) || isDotDot(hidden)) {
      throw new BadLayerException("'" + entry.shown() + "' hides nothing that may be hidden");
    }
    writer.whiteout(folder, hidden);
  }

  private static boolean isDotDot(byte[] name) {
    return name.length == 2 && name[0] == '.' && name[1] == '.';
  }

  private static boolean startsWith(byte[] name, byte[] start) {
    return name.length >= start.length
        && Arrays.equals(name, 0, start.length, start, 0, start.length);
  }
}
