package jcompose.composer.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that runs in a container beside its own: an item of {@code post_start} or {@code
 * pre_stop}.
 *
 * @param command the program and its arguments
 * @param user {@code user[:group]}; the container's when empty
 * @param privileged whether it has all capabilities
 * @param workingDir an absolute path in the container; the container's when empty
 * @param environment variables added to, or in place of, the container's
 * @param position where it stands
 */
public record Hook(
    List<String> command,
    Optional<String> user,
    boolean privileged,
    Optional<String> workingDir,
    Map<String, String> environment,
    Position position) {
  /** Copies the collections. */
  public Hook {
    command = List.copyOf(command);
    environment = Ordered.copy(environment);
  }

  /** The same at another place. */
  Hook at(Position other) {
    return new Hook(command, user, privileged, workingDir, environment, other);
  }
}
