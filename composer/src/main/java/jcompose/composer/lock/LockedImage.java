package jcompose.composer.lock;

import java.util.Map;
import java.util.TreeMap;

/**
 * An image as a lock file fixes it.
 *
 * @param source {@code registry} or {@code file}
 * @param digest of the index or manifest that the reference led to
 * @param platforms the digest of the manifest for each platform, sorted
 */
public record LockedImage(String source, String digest, Map<String, String> platforms) {
  static final String REGISTRY = "registry";
  static final String FILE = "file";

  /** Copies and sorts the map. */
  public LockedImage {
    platforms = java.util.Collections.unmodifiableMap(new TreeMap<>(platforms));
  }
}
