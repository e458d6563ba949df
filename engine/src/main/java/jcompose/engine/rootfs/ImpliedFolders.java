package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import jcompose.engine.state.AtomicFile;

/**
 * The folders of a layer that no entry of its archive describes: they are there because of what is
 * in them, and what they are like is what the layers below say.
 */
final class ImpliedFolders {
  private static final String SEPARATOR = "\0";

  private ImpliedFolders() {}

  /** Keeps them beside a layer; paths whose bytes are the characters, the root's is empty. */
  static void write(Path file, Set<String> paths) {
    if (!paths.isEmpty()) {
      String text = String.join(SEPARATOR, paths) + SEPARATOR;
      AtomicFile.write(file, text.getBytes(ISO_8859_1));
    }
  }

  /** Those of a layer; none for a layer that was unpacked before they were noted. */
  static Set<String> read(Path file) {
    return AtomicFile.readIfPresent(file)
        .map(bytes -> new String(bytes, ISO_8859_1).split(SEPARATOR, -1))
        .map(
            paths -> (Set<String>) new TreeSet<>(Arrays.asList(paths).subList(0, paths.length - 1)))
        .orElse(Set.of());
  }
}
