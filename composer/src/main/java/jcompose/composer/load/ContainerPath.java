package jcompose.composer.load;

import java.nio.file.Path;
import java.util.Optional;

/** Paths in a container. */
final class ContainerPath {
  private ContainerPath() {}

  /** The path without {@code .}, {@code ..}, doubled and trailing slashes. */
  static String normal(String path) {
    return path.indexOf('\0') >= 0 ? path : Path.of(path).normalize().toString();
  }

  /** An absolute path in its normal form. */
  static Optional<String> of(Attribute attribute, String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      attribute.problem("'" + path + "' must be an absolute path in the container");
      return Optional.empty();
    }
    return Optional.of(normal(path));
  }
}
