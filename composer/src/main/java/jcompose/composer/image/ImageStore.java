package jcompose.composer.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineDirectories;

/** Images by reference or path: what is known of them, and the way to get them. */
public final class ImageStore {
  private final Stores stores;
  private final Map<String, String> environment;

  /** The store under the engine's root folder, with this process's environment. */
  public ImageStore(EngineDirectories directories) {
    this(directories, System.getenv());
  }

  /**
   * The same with another environment.
   *
   * @param environment names Docker's configuration (DOCKER_CONFIG, HOME), proxies and limits
   */
  public ImageStore(EngineDirectories directories, Map<String, String> environment) {
    stores = Stores.in(directories, environment);
    this.environment = Map.copyOf(environment);
  }

  /** Whether a text names a file or folder and not an image in a registry. */
  public static boolean isPath(String written) {
    return ImageKey.isPath(written);
  }

  /**
   * An image that was pulled and whose layers are all there.
   *
   * @param reference of a registry, or a path that is absolute or begins with a dot
   * @throws ImageException when the reference is not valid
   */
  public Optional<Image> find(String reference) {
    ImageKey key = ImageKey.of(reference);
    return stores.files().find(key).flatMap(stored -> assemble(key.text(), stored));
  }

  /**
   * The same for an image that a lock file may have fixed.
   *
   * @param digest of its manifest; only that one will do
   */
  public Optional<Image> find(String reference, Optional<String> digest) {
    if (digest.isEmpty()) {
      return find(reference);
    }
    return stores
        .files()
        .find(digest.get())
        .flatMap(stored -> assemble(ImageKey.of(reference).text(), stored));
  }

  /**
   * What to pull for an image that a lock file may have fixed: the reference with that digest.
   *
   * @param digest of its manifest
   */
  public static String pinned(String reference, Optional<String> digest) {
    if (digest.isEmpty() || isPath(reference)) {
      return reference;
    }
    ImageReference parsed = ImageReferences.parse(reference);
    return new ImageReference(parsed.registry(), parsed.repository(), parsed.tag(), digest.get())
        .toString();
  }

  /**
   * When an image was last fetched from its registry; empty when it never was.
   *
   * @throws ImageException when the reference is not valid
   */
  public Optional<Instant> fetchedAt(String reference) {
    return stores.files().fetchedAt(ImageKey.of(reference));
  }

  /**
   * Whether a reference is a path to something that is not what the store has under it, so that it
   * must be read again.
   *
   * @throws ImageException when nothing is there, neither at the path nor in the store
   */
  public boolean isOutdated(String reference) {
    ImageKey key = ImageKey.of(reference);
    return key.isPath()
        && !LocalImage.isCurrent(
            key, stores.files().reference(key).flatMap(StoredReference::fingerprint));
  }

  private Optional<Image> assemble(String reference, StoredImage stored) {
    return stores
        .layers()
        .stack(withoutRepetitions(stored.diffIds()))
        .map(
            folders ->
                new Image(
                    reference,
                    stored.digest(),
                    new ConfigReader(reference, stored.config()).config(),
                    folders));
  }

  /** Overlayfs refuses a layer twice; the upper one hides all that the lower one has. */
  static List<String> withoutRepetitions(List<String> baseFirst) {
    List<String> topFirst = new ArrayList<>(baseFirst);
    Collections.reverse(topFirst);
    List<String> kept = new ArrayList<>(new LinkedHashSet<>(topFirst));
    Collections.reverse(kept);
    return kept;
  }

  /**
   * Fetches an image from its registry or its file, with the layers that are missing.
   *
   * @throws ImageException in words for the user: the registry's answer and what to do
   * @throws jcompose.engine.EngineException when a layer is bad or the disk is full
   */
  public Image pull(String reference, Platform platform, PullListener listener) {
    ImageKey key = ImageKey.of(reference);
    stores.removeLeftovers();
    return stores.using(
        () -> key.isPath() ? read(key, platform, listener) : fetch(reference, platform, listener));
  }

  /** Does something during which no image may be removed that it has found. */
  public void using(Runnable work) {
    stores.using(
        () -> {
          work.run();
          return true;
        });
  }

  private Image fetch(String written, Platform platform, PullListener listener) {
    ImageReference reference = ImageReferences.parse(written);
    try (ImageSource source = RegistrySource.open(reference, environment, listener::warning)) {
      String name = reference.toString();
      return keep(
          name, new ImagePull(name, source, platform, stores, listener).run(), Optional.empty());
    }
  }

  private Image read(ImageKey key, Platform platform, PullListener listener) {
    LocalImage local = LocalImage.of(key);
    String fingerprint = local.fingerprint();
    return keep(
        key.text(),
        new LocalPull(local.path(), platform, stores, listener).one(local.name(), key.text()),
        Optional.of(fingerprint));
  }

  private Image keep(String name, ImagePull.Result result, Optional<String> fingerprint) {
    StoredImage image = result.image();
    stores
        .files()
        .write(new StoredReference(name, image.digest(), result.start(), fingerprint), image);
    return assemble(name, image)
        .orElseThrow(() -> new ImageException(name + ": a layer was removed while it was pulled"));
  }
}
