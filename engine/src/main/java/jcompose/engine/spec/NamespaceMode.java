package jcompose.engine.spec;

/** Where a container's namespace of one type comes from. */
public sealed interface NamespaceMode {
  /** A new one. */
  record Private() implements NamespaceMode {}

  /** The engine's own, which is the host's. */
  record Host() implements NamespaceMode {}

  /**
   * That of another running container.
   *
   * @param containerId its full id
   */
  record OfContainer(String containerId) implements NamespaceMode {}

  /**
   * A namespace file, for example {@code /run/netns/lab} or {@code /proc/1/ns/net}.
   *
   * @param path its absolute path on the host
   */
  record OfPath(java.nio.file.Path path) implements NamespaceMode {}
}
