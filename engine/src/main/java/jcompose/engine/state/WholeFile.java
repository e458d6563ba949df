package jcompose.engine.state;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file among the user's own, with the rights that the user's files get: there when it is whole,
 * in place of what was there before. For what the program keeps for itself see {@link AtomicFile}.
 */
public final class WholeFile {
  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /** Writes the content. */
  public interface Content {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file beside its place and moves it there. Two that write it at once do not harm each
   * other: the last one stays.
   *
   * @throws IOException when it cannot be written; nothing is left then
   */
  public static void write(Path file, Content content) throws IOException {
    write(file, content, false);
  }

  /**
   * The same.
   *
   * @param secret whether nobody but the owner may read it
   */
  public static void write(Path file, Content content, boolean secret) throws IOException {
    Path target = file.toAbsolutePath();
    Path beside = AtomicFile.temporary(target);
    try {
      if (secret) {
        Files.createFile(
            beside,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), BUFFER)) {
        content.writeTo(out);
      }
      AtomicFile.removeLeftovers(target);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
