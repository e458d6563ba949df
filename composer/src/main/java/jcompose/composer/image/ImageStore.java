package jcompose.composer.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineDirectories;
import jcompose.engine.LayerStore;

/** Images by reference: what is known of them, and the way to get them. */
public final class ImageStore {
  private final ImageFiles files;
  private final LayerStore layers;
  private final Map<String, String> environment;

  /** The store under the engine's root folder, with this process's environment. */
  public ImageStore(EngineDirectories directories) {
    this(directories, System.getenv());
  }

  /**
   * The same with another environment.
   *
   * @param environment names Docker's configuration (DOCKER_CONFIG, HOME) and proxies
   */
  public ImageStore(EngineDirectories directories, Map<String, String> environment) {
    files = new ImageFiles(directories.root().resolve("images"));
    layers = new LayerStore(directories);
    this.environment = Map.copyOf(environment);
  }

  /**
   * An image that was pulled and whose layers are all there.
   *
   * @throws ImageException when the reference is not valid
   */
  public Optional<Image> find(String reference) {
    ImageReference parsed = ImageReferences.parse(reference);
    return files.find(parsed).flatMap(stored -> assemble(parsed, stored));
  }

  /**
   * When an image was last fetched from its registry; empty when it never was.
   *
   * @throws ImageException when the reference is not valid
   */
  public Optional<Instant> fetchedAt(String reference) {
    return files.fetchedAt(ImageReferences.parse(reference));
  }

  private Optional<Image> assemble(ImageReference reference, StoredImage stored) {
    return layers
        .stack(withoutRepetitions(stored.diffIds()))
        .map(
            folders ->
                new Image(
                    reference.toString(),
                    stored.digest(),
                    new ConfigReader(reference.toString(), stored.config()).config(),
                    folders));
  }

  /** Overlayfs refuses a layer twice; the upper one hides all that the lower one has. */
  static List<String> withoutRepetitions(List<String> baseFirst) {
    List<String> topFirst = new ArrayList<>(baseFirst);
    java.util.Collections.reverse(topFirst);
    List<String> kept = new ArrayList<>(new LinkedHashSet<>(topFirst));
    java.util.Collections.reverse(kept);
    return kept;
  }

  /**
   * Fetches an image from its registry, with the layers that are missing.
   *
   * @throws ImageException in words for the user: the registry's answer and what to do
   * @throws jcompose.engine.EngineException when a layer is bad or the disk is full
   */
  public Image pull(String reference, Platform platform, PullListener listener) {
    ImageReference parsed = ImageReferences.parse(reference);
    layers.removeLeftovers();
    DockerConfig logins = DockerConfig.fromEnvironment(environment);
    try (Registry registry = new Registry(parsed, logins, environment)) {
      StoredImage stored = new ImagePull(parsed, registry, platform, files, layers, listener).run();
      files.write(parsed, stored);
      return assemble(parsed, stored)
          .orElseThrow(
              () -> new ImageException(parsed + ": a layer was removed while it was pulled"));
    }
  }
}
