package jcompose.engine.spec;

import java.nio.file.Path;
import java.util.List;

/**
 * A root file system: an overlay of read-only layers with an upper layer of the container's own.
 *
 * @param layers absolute paths of unpacked layers or folders, the base first
 * @param readonly whether the container may not write to it
 */
public record Root(List<Path> layers, boolean readonly) {
  /** Copies the list and checks that there is a layer. */
  public Root {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a root file system needs at least one layer");
    }
  }
}
