package jcompose.composer.model;

import java.nio.file.Path;
import java.util.Optional;

/** Where a service's root file system comes from. */
public sealed interface Source {
  /**
   * An image in a registry or in the store.
   *
   * @param reference as the user wrote it, a path made absolute
   * @param digest of the manifest that a lock file has fixed
   */
  record Image(String reference, Optional<String> digest) implements Source {
    /** One that no lock file has fixed. */
    public Image(String reference) {
      this(reference, Optional.empty());
    }
  }

  /**
   * A folder of the host, never written to.
   *
   * @param directory its absolute path
   */
  record Rootfs(Path directory) implements Source {}
}
