package jcompose.engine.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineException;
import jcompose.engine.linux.SyscallException;

/**
 * Unpacks an archive into a folder that has files already and that others may change meanwhile. No
 * entry reaches out of that folder, through links neither; a folder is never replaced, a file only
 * as a whole.
 */
public final class TreeWriter {
  private static final int PERMISSIONS = 01777;

  private final TarReader tar;
  private final EntryWriter writer;
  private final Owners owners;
  private final FolderTimes times = new FolderTimes();

  /**
   * Whose the files become.
   *
   * @param ids their owners' numbers here
   * @param kept whether they stay those of the archive; else they are root's, and what only their
   *     owner could give goes: setuid and setgid bits, capabilities
   * @param devices whether device nodes may be made
   */
  public record Owners(IdMap ids, boolean kept, boolean devices) {
    TarEntry of(TarEntry entry) {
      return kept
          ? entry.owned(
              ids.uid(entry.uid()), ids.gid(entry.gid()), entry.mode(), entry.attributes())
          : entry.owned(
              ids.uid(0), ids.gid(0), entry.mode() & PERMISSIONS, own(entry.attributes()));
    }

    private static Map<String, byte[]> own(Map<String, byte[]> attributes) {
      Map<String, byte[]> kept = new LinkedHashMap<>(attributes);
      kept.keySet().removeIf(key -> !key.startsWith("user."));
      return kept;
    }
  }

  private TreeWriter(TarReader tar, EntryWriter writer, Owners owners) {
    this.tar = tar;
    this.writer = writer;
    this.owners = owners;
  }

  /**
   * Unpacks; what the archive says of its own root is left out, since the folder is there.
   *
   * @param folder an open folder, this method's from now on
   * @param archive plain, or packed with gzip or zstd
   * @throws IOException when the archive cannot be read
   * @throws BadLayerException when it is damaged
   * @throws SyscallException when the file system refuses, for example ENOSPC
   */
  public static void write(int folder, InputStream archive, Owners owners) throws IOException {
    try (RootFolder root = new RootFolder(folder, owners.ids().uid(0), owners.ids().gid(0));
        ArchiveStream stream = ArchiveStream.start(archive, Long.MAX_VALUE)) {
      TarReader tar = new TarReader(stream);
      EntryWriter writer = new EntryWriter(root, stream, tar, EntryWriter.Existing.KEPT);
      new TreeWriter(tar, writer, owners).run();
      stream.finish();
    }
  }

  private void run() throws IOException {
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (entry.name().length == 0 && entry.type() == TarEntry.DIRECTORY) {
        continue;
      }
      TarEntry owned = owners.of(entry);
      requireMakable(owned);
      EntryKinds.write(owned, writer, times);
      writer.entryEnds();
    }
    times.forEach(writer::folderTime);
  }

  /** One that a container chose would open the host's disks to whoever may open the file. */
  private void requireMakable(TarEntry entry) {
    boolean device =
        entry.type() == TarEntry.CHARACTER_DEVICE || entry.type() == TarEntry.BLOCK_DEVICE;
    if (device && !owners.devices()) {
      throw new EngineException(
          "'"
              + entry.shown()
              + "' is a device, which is not made on the host; copy to '-' to have it in an"
              + " archive");
    }
  }
}
