package jcompose.composer.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.WholeFile;

/** A file that a command makes: there when it is whole, in place of what was there before. */
final class NewFile {
  private static final int BUFFER = 1 << 16;

  private NewFile() {}

  /**
   * Writes the file beside its place and moves it there.
   *
   * @throws ComposerException naming the file and the reason; nothing is left then
   */
  static void write(Path file, WholeFile.Content content) {
    write(file, false, content);
  }

  /**
   * The same.
   *
   * @param secret whether nobody but the owner may read it
   */
  static void write(Path file, boolean secret, WholeFile.Content content) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      writeThrough(file, content);
      return;
    }
    try {
      WholeFile.write(file, content, secret);
    } catch (IOException failure) {
      throw failed(file, failure);
    }
  }

  /** A pipe or device stays what it is. */
  private static void writeThrough(Path file, WholeFile.Content content) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      content.writeTo(out);
    } catch (IOException failure) {
      throw failed(file, failure);
    }
  }

  private static ComposerException failed(Path file, IOException failure) {
    return new ComposerException("cannot write " + file + ": " + IoReason.of(failure), failure);
  }
}
