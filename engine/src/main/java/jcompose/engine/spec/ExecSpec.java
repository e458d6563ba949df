package jcompose.engine.spec;

import java.util.List;
import java.util.Optional;

/**
 * A further process in a running container.
 *
 * @param args the program and its arguments
 * @param env entries added to, or in place of, those of the container's own process
 * @param cwd an absolute path in the container; empty means that of the container's own process
 * @param user {@code user[:group]}; empty means that of the container's own process
 * @param terminal whether its standard streams are a new pseudo terminal of the container
 * @param size of that terminal when it begins
 * @param privileged whether it gets all capabilities
 */
public record ExecSpec(
    List<String> args,
    List<String> env,
    Optional<String> cwd,
    Optional<String> user,
    boolean terminal,
    Optional<Size> size,
    boolean privileged) {
  /** Rows and columns of a terminal. */
  public record Size(int rows, int columns) {}

  /** Copies the lists. */
  public ExecSpec {
    args = List.copyOf(args);
    env = List.copyOf(env);
    if (args.isEmpty()) {
      throw new IllegalArgumentException("exec needs a program to run");
    }
  }
}
