package jcompose.composer.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An archive that says nothing of when, where and by whom it was written. */
public final class ReproducibleTar implements AutoCloseable {
  private static final int FILE = 0100644;
  private static final int PROGRAM = 0100755;
  private static final int FOLDER = 040755;
  private static final int LINK = 0120777;

  private final TarArchiveOutputStream tar;

  /** Owns the stream from now on. */
  public ReproducibleTar(OutputStream out) {
    tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /**
   * A folder.
   *
   * @param name with a slash at its end
   */
  public void folder(String name) throws IOException {
    put(name, FOLDER, 0);
    tar.closeArchiveEntry();
  }

  /** A small file. */
  public void file(String name, byte[] content) throws IOException {
    put(name, FILE, content.length);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** A copy of a file, executable when that is. */
  public void file(String name, Path content) throws IOException {
    put(name, Files.isExecutable(content) ? PROGRAM : FILE, Files.size(content));
    Files.copy(content, tar);
    tar.closeArchiveEntry();
  }

  /** A symbolic link. */
  public void link(String name, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    put(entry, LINK, 0);
    tar.closeArchiveEntry();
  }

  private void put(String name, int mode, long size) throws IOException {
    put(new TarArchiveEntry(name, flag(name), true), mode, size);
  }

  private void put(TarArchiveEntry entry, int mode, long size) throws IOException {
    entry.setMode(mode);
    entry.setSize(size);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }

  private static byte flag(String name) {
    return name.endsWith("/") ? TarConstants.LF_DIR : TarConstants.LF_NORMAL;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
