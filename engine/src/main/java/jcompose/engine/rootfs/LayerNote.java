package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jcompose.engine.state.AtomicFile;

/**
 * What is noted beside a layer.
 *
 * @param diffId the layer's whole id
 * @param implied the folders that no entry of its archive describes: they are there because of what
 *     is in them, and what they are like is what the layers below say. Paths whose bytes are the
 *     characters; the root's is empty
 */
record LayerNote(String diffId, Set<String> implied) {
  private static final String SEPARATOR = "\0";

  LayerNote {
    implied = new TreeSet<>(implied);
  }

  void write(Path file) {
    StringBuilder text = new StringBuilder(diffId);
    implied.forEach(path -> text.append(SEPARATOR).append(path));
    AtomicFile.write(file, text.toString().getBytes(ISO_8859_1));
  }

  static Optional<LayerNote> read(Path file) {
    return AtomicFile.readIfPresent(file)
        .map(bytes -> Arrays.asList(new String(bytes, ISO_8859_1).split(SEPARATOR, -1)))
        .map(LayerNote::of);
  }

  private static LayerNote of(List<String> parts) {
    return new LayerNote(parts.get(0), Set.copyOf(parts.subList(1, parts.size())));
  }
}
