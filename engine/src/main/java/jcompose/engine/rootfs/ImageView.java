package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.List;

/** Layers seen as one read-only tree that is mounted nowhere. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"})
public final class ImageView implements AutoCloseable {
  private final int root;

  private ImageView(int root) {
    this.root = root;
  }

  /**
   * Opens the view.
   *
   * @param layers the base first; a container's upper folder may be the last
   */
  public static ImageView of(List<Path> layers) {
    throw new UnsupportedOperationException(layers.toString());
  }

  /** The descriptor of the tree's root, for {@code openat2} with {@code RESOLVE_IN_ROOT}. */
  public int root() {
    return root;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
