package jcompose.engine.spec;

import java.nio.file.Path;

/**
 * A device node of the host made in a container.
 *
 * @param source the host's node, read when the container starts
 * @param target its absolute path in the container
 * @param access a non-empty part of {@code rwm}: read, write, mknod
 */
public record Device(Path source, String target, String access) {
  /** Checks the letters and the target. */
  public Device {
    if (!access.matches("[rwm]{1,3}") || access.chars().distinct().count() != access.length()) {
      throw new IllegalArgumentException("device access '" + access + "' is not a part of 'rwm'");
    }
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("device path '" + target + "' is not absolute");
    }
  }
}
