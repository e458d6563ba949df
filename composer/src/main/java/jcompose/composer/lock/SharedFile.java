package jcompose.composer.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import jcompose.composer.ComposerException;
import jcompose.engine.state.IoReason;

/** A file of the user's, whole or not there, with the rights that the user's files get. */
final class SharedFile {
  private SharedFile() {}

  static void write(Path file, byte[] content) {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try {
        Files.write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException failure) {
      throw new ComposerException("cannot write " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
