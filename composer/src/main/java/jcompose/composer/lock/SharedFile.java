package jcompose.composer.lock;

import java.io.IOException;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.WholeFile;

/** A file of the user's. */
final class SharedFile {
  private SharedFile() {}

  static void write(Path file, byte[] content) {
    try {
      WholeFile.write(file, out -> out.write(content));
    } catch (IOException failure) {
      throw new ComposerException("cannot write " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
