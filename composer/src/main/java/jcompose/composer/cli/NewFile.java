package jcompose.composer.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import jcompose.composer.ComposerException;
import jcompose.engine.state.IoReason;

/** A file that a command makes: there when it is whole, in place of what was there before. */
final class NewFile {
  private static final int BUFFER = 1 << 16;

  private NewFile() {}

  /** Writes the content. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file beside its place and moves it there.
   *
   * @throws ComposerException naming the file and the reason; nothing is left then
   */
  static void write(Path file, Content content) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      writeThrough(file, content);
      return;
    }
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), BUFFER)) {
        content.writeTo(out);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw failed(file, failure);
    } finally {
      discard(beside);
    }
  }

  /** A pipe or device stays what it is. */
  private static void writeThrough(Path file, Content content) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      content.writeTo(out);
    } catch (IOException failure) {
      throw failed(file, failure);
    }
  }

  private static ComposerException failed(Path file, IOException failure) {
    return new ComposerException("cannot write " + file + ": " + IoReason.of(failure), failure);
  }

  private static void discard(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException leftover) {
      throw failed(beside, leftover);
    }
  }
}
