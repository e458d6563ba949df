package jcompose.composer.model;

import java.nio.file.Path;

/** A namespace that is not private. */
public sealed interface NamespaceChoice {
  /** The host's. */
  record Host() implements NamespaceChoice {}

  /**
   * That of another service of the project.
   *
   * @param service its name
   */
  record OfService(String service) implements NamespaceChoice {}

  /**
   * A namespace file.
   *
   * @param path its absolute path
   */
  record OfPath(Path path) implements NamespaceChoice {}
}
