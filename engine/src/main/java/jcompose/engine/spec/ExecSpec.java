package jcompose.engine.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param capabilities those that it gets besides the container's own, for example {@code
 *     CAP_SYS_PTRACE}
 */
public record ExecSpec(
    List<String> args,
    List<String> env,
    Optional<String> cwd,
    Optional<String> user,
    boolean terminal,
    Optional<Size> size,
    boolean privileged,
    Set<String> capabilities) {
  /** Rows and columns of a terminal. */
  public record Size(int rows, int columns) {}

  /** Copies the collections. */
  public ExecSpec {
    args = List.copyOf(args);
    env = List.copyOf(env);
    capabilities = Set.copyOf(capabilities);
    if (args.isEmpty()) {
      throw new IllegalArgumentException("exec needs a program to run");
    }
  }

  /** One without further capabilities. */
  public ExecSpec(
      List<String> args,
      List<String> env,
      Optional<String> cwd,
      Optional<String> user,
      boolean terminal,
      Optional<Size> size,
      boolean privileged) {
    this(args, env, cwd, user, terminal, size, privileged, Set.of());
  }
}
