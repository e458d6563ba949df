package jcompose.composer.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jcompose.engine.state.IoReason;

/**
 * An image in a file or folder of this machine.
 *
 * @param path absolute
 * @param name which of the images in there; empty when that needs no saying
 */
record LocalImage(Path path, String name) {
  /**
   * The one that a key means: the longest beginning that exists is the path, what follows its colon
   * the name.
   *
   * @throws ImageException when nothing is there
   */
  static LocalImage of(ImageKey key) {
    String text = key.text();
    int end = text.length();
    while (end > 0) {
      Path path = Path.of(text.substring(0, end));
      if (Files.exists(path)) {
        requireImage(path);
        return new LocalImage(path, end == text.length() ? "" : text.substring(end + 1));
      }
      end = text.lastIndexOf(':', end - 1);
    }
    throw missing(text);
  }

  private static ImageException missing(String text) {
    try {
      return new ImageException("cannot read " + Path.of(text).toRealPath());
    } catch (NoSuchFileException absent) {
      return new ImageException("there is no file or folder " + text, absent);
    } catch (IOException failure) {
      return new ImageException("cannot read " + text + ": " + IoReason.of(failure), failure);
    }
  }

  /** Whoever reads a FIFO or a device may read for ever. */
  private static void requireImage(Path path) {
    try {
      if (Files.isRegularFile(path) && Files.size(path) == 0) {
        throw new ImageException(path + " is empty: no image is in it");
      }
    } catch (IOException failure) {
      throw new ImageException("cannot read " + path + ": " + IoReason.of(failure), failure);
    }
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new ImageException(path + " is neither a file nor a folder: no image is in it");
    }
  }

  /** What changes when the content does: size, times and inode, not the content itself. */
  String fingerprint() {
    Path file = Files.isDirectory(path) ? path.resolve(LayoutSource.INDEX) : path;
    try {
      Map<String, Object> attributes =
          new TreeMap<>(
              Files.readAttributes(
                  file, "unix:size,ino,dev,ctime,lastModifiedTime", new LinkOption[0]));
      return attributes.toString();
    } catch (NoSuchFileException missing) {
      return "";
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  /** Whether what was read once is what is there now. */
  static boolean isCurrent(ImageKey key, Optional<String> fingerprint) {
    return fingerprint.isPresent() && of(key).fingerprint().equals(fingerprint.get());
  }
}
