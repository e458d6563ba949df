package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import jcompose.engine.state.IoReason;

/**
 * Reads an image's parts from a folder, of which a stranger may have made every name and link: what
 * lies outside is not read.
 *
 * @param folder an absolute path
 * @param shown how messages call it: the folder, or the archive that it was unpacked from
 */
record BlobFolder(Path folder, String shown) {
  private static final int MOST_OF_A_DOCUMENT = 8 << 20;

  /** Whether there is a file of that name. */
  boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  /**
   * A file of the folder.
   *
   * @param name relative
   * @throws ImageException when it is missing or elsewhere
   */
  Path file(String name) {
    try {
      Path file = folder.resolve(name).toRealPath();
      if (!file.startsWith(folder.toRealPath()) || !Files.isRegularFile(file)) {
        throw new ImageException(shown + ": '" + name + "' is not a file in it");
      }
      return file;
    } catch (NoSuchFileException missing) {
      throw new ImageException(shown + ": '" + name + "' is missing", missing);
    } catch (IOException | java.nio.file.InvalidPathException failure) {
      throw new ImageException(shown + ": cannot read '" + name + "'", failure);
    }
  }

  /**
   * The bytes of a small file.
   *
   * @throws ImageException when it is missing, elsewhere or not small
   */
  byte[] document(String name) {
    Path file = file(name);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_OF_A_DOCUMENT + 1);
      if (bytes.length > MOST_OF_A_DOCUMENT) {
        throw new ImageException(
            shown + ": '" + name + "' is larger than the limit of " + MOST_OF_A_DOCUMENT);
      }
      return bytes;
    } catch (IOException failure) {
      throw new ImageException(
          shown + ": cannot read '" + name + "': " + IoReason.of(failure), failure);
    }
  }
}
