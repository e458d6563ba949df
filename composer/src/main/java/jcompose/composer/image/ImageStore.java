package jcompose.composer.image;

import java.util.Optional;
import jcompose.engine.EngineDirectories;

/** Images by reference: what is known of them, and the way to get them. */
@SuppressWarnings("DoNotCallSuggester")
public final class ImageStore {
  private final EngineDirectories directories;

  /** The store under the engine's root folder. */
  public ImageStore(EngineDirectories directories) {
    this.directories = directories;
  }

  /**
   * An image that was pulled and whose layers are all there.
   *
   * @throws ImageException when the reference is not valid
   */
  public Optional<Image> find(String reference) {
    throw new UnsupportedOperationException(directories + reference);
  }

  /**
   * Fetches an image from its registry, with the layers that are missing.
   *
   * @throws ImageException in words for the user: the registry's answer and what to do
   */
  public Image pull(String reference, Platform platform, PullListener listener) {
    throw new UnsupportedOperationException(reference + platform + listener);
  }
}
