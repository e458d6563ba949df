package jcompose.composer.model;

import java.nio.file.Path;

/** Where a service's root file system comes from. */
public sealed interface Source {
  /**
   * An image in a registry or in the store.
   *
   * @param reference as the user wrote it
   */
  record Image(String reference) implements Source {}

  /**
   * A folder of the host, never written to.
   *
   * @param directory its absolute path
   */
  record Rootfs(Path directory) implements Source {}
}
