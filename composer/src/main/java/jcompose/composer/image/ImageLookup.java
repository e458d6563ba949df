package jcompose.composer.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the image that a user means by a name or by the beginning of a digest. */
final class ImageLookup {
  private static final Pattern DIGEST = Pattern.compile("(sha256:)?[0-9a-f]{4,64}");

  private final Stores stores;

  ImageLookup(Stores stores) {
    this.stores = stores;
  }

  /**
   * The image.
   *
   * @throws ImageException when there is none, or more than one
   */
  StoredImage find(String name) {
    Optional<StoredImage> named = named(name);
    if (named.isPresent()) {
      return named.get();
    }
    List<StoredImage> found = byDigest(name);
    if (found.size() > 1) {
      throw new ImageException(
          "'" + name + "' begins the digests of " + found.size() + " images; give more of it");
    }
    if (found.isEmpty()) {
      throw new ImageException(
          "there is no image '" + name + "' in the store; 'jcompose image ls' lists them");
    }
    return found.get(0);
  }

  /** The reference that a name is, if one leads somewhere. */
  Optional<StoredReference> reference(String name) {
    return key(name).flatMap(stores.files()::reference);
  }

  private Optional<StoredImage> named(String name) {
    return key(name).flatMap(stores.files()::find);
  }

  private static Optional<ImageKey> key(String name) {
    try {
      return Optional.of(ImageKey.of(name));
    } catch (ImageException other) {
      if (DIGEST.matcher(name).matches()) {
        return Optional.empty();
      }
      throw other;
    }
  }

  private List<StoredImage> byDigest(String name) {
    if (!DIGEST.matcher(name).matches()) {
      return List.of();
    }
    String beginning = name.startsWith("sha256:") ? name : "sha256:" + name;
    return stores.files().images().stream()
        .filter(image -> image.digest().startsWith(beginning))
        .toList();
  }
}
