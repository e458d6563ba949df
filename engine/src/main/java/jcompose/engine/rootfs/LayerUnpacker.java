package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
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

  /** What may be kept in mind of a layer until its end, in bytes: names of folders above all. */
  private static final long MOST_MEMORY = Math.max(8 << 20, Runtime.getRuntime().maxMemory() / 4);

  private static final int ENTRY_SIZE = 120;

  private final RootFolder root;
  private final TarReader tar;
  private final EntryWriter writer;
  private final LayerLimits limits;
  private final FolderTimes times = new FolderTimes();

  /** Devices 0/0 that the archive has, as paths whose bytes are the characters. */
  private final Set<String> dropped = new HashSet<>();

  private long droppedMemory;
  private long sparseBytes;

  private LayerUnpacker(RootFolder root, TarReader tar, EntryWriter writer, LayerLimits limits) {
    this.root = root;
    this.tar = tar;
    this.writer = writer;
    this.limits = limits;
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
      EntryWriter writer = new EntryWriter(root, stream, tar, EntryWriter.Existing.REPLACED);
      new LayerUnpacker(root, tar, writer, limits).run();
      return stream.finish();
    }
  }

  private void run() throws IOException {
    long count = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      checkLimits(++count);
      try {
        unpack(entry);
        writer.entryEnds();
      } catch (SyscallException refused) {
        throw isArchivesFault(refused) ? fault(entry, refused) : refused;
      }
    }
    checkLimits(count);
    times.forEach(writer::folderTime); // making a file changes its folder's time, so they come last
    root.settle();
  }

  /** Folders that only the names of others imply are files to the disk as well. */
  private void checkLimits(long entries) {
    if (entries + root.made() > limits.entries()) {
      throw new BadLayerException(
          "the layer has more than the limit of "
              + limits.entries()
              + " entries; a larger one can be set with "
              + LayerLimits.ENTRIES);
    }
    if (times.memory() + root.impliedMemory() + droppedMemory > MOST_MEMORY) {
      throw new BadLayerException(
          "the names of the layer's folders take more than the limit of "
              + MOST_MEMORY
              + " bytes, a quarter of Java's memory");
    }
  }

  private void checkSparse(TarEntry entry, SparseMap sparse) {
    sparseBytes += sparse.realSize();
    if (sparse.realSize() > limits.bytes() || sparseBytes > limits.bytes()) {
      throw new BadLayerException(
          "'"
              + entry.shown()
              + "' is a sparse file with which the layer has more than the limit of "
              + limits.bytes()
              + " bytes; a larger one can be set with "
              + LayerLimits.BYTES);
    }
  }

  private static BadLayerException fault(TarEntry entry, SyscallException refused) {
    String name = "'" + entry.shown() + "'";
    String told = refused.getMessage();
    return new BadLayerException(told.contains(name) ? told : name + ": " + told, refused);
  }

  private static boolean isArchivesFault(SyscallException refused) {
    return refused.is(Errno.ENOENT)
        || refused.is(Errno.ENOTDIR)
        || refused.is(Errno.ELOOP)
        || refused.is(Errno.ENAMETOOLONG)
        || refused.is(Errno.EEXIST)
        || refused.is(Errno.EINVAL)
        || refused.is(Errno.E2BIG)
        || refused.is(Errno.ERANGE)
        || refused.is(Errno.EFBIG)
        || refused.is(Errno.ENOTEMPTY)
        || refused.is(Errno.EXDEV);
  }

  private void unpack(TarEntry entry) throws IOException {
    byte[] name = TarPath.name(entry.name());
    if (startsWith(name, WHITEOUT)) {
      whiteout(entry, name);
      return;
    }
    SparseMap sparse = entry.sparse();
    if (sparse != null) {
      checkSparse(entry, sparse);
    }
    if (isOverlaysWhiteout(entry)) {
      String path = new String(entry.name(), ISO_8859_1);
      if (dropped.add(path)) {
        droppedMemory += path.length() + ENTRY_SIZE;
      }
      return;
    }
    if (!dropped.isEmpty()) {
      dropped.remove(new String(entry.name(), ISO_8859_1));
    }
    EntryKinds.write(entry, writer, times);
  }

  /**
   * A device 0/0, or a hard link to one: nested engines keep such in their images, and overlayfs
   * would take it for a word of its own. A layer says whiteouts in another way.
   */
  private boolean isOverlaysWhiteout(TarEntry entry) {
    return switch (entry.type()) {
      case TarEntry.CHARACTER_DEVICE -> entry.deviceMajor() == 0 && entry.deviceMinor() == 0;
      case TarEntry.HARD_LINK ->
          !dropped.isEmpty()
              && dropped.contains(new String(TarPath.clean(entry.link()), ISO_8859_1));
      default -> false;
    };
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
