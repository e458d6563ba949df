package jcompose.engine.spec;

import java.util.List;
import java.util.Set;

/**
 * A process inside a container.
 *
 * @param args the program and its arguments; a name without a slash is looked up in the container's
 *     PATH
 * @param env {@code NAME=value} entries in order; HOME is added from the user's passwd entry
 * @param cwd an absolute path in the container, made when missing
 * @param user {@code user[:group]} by name or number, resolved in the container's files; empty
 *     means root
 * @param additionalGroups supplementary groups by name or number
 * @param capabilities the bounding set, for example {@code CAP_CHOWN}; also permitted and effective
 *     for root
 * @param noNewPrivileges whether execve can never raise privileges
 * @param terminal whether its standard streams are a pseudo terminal
 * @param stdinOpen whether standard input stays open; otherwise it is /dev/null
 * @param attributes limits, priorities and the like
 */
public record ProcessSpec(
    List<String> args,
    List<String> env,
    String cwd,
    String user,
    List<String> additionalGroups,
    Set<String> capabilities,
    boolean noNewPrivileges,
    boolean terminal,
    boolean stdinOpen,
    ProcessAttributes attributes) {

  /** Copies the collections and checks what can be checked without the container. */
  public ProcessSpec {
    args = List.copyOf(args);
    env = List.copyOf(env);
    additionalGroups = List.copyOf(additionalGroups);
    capabilities = Set.copyOf(capabilities);
    if (args.isEmpty()) {
      throw new IllegalArgumentException("a process needs a program to run");
    }
    if (!cwd.startsWith("/")) {
      throw new IllegalArgumentException("working directory '" + cwd + "' is not absolute");
    }
  }
}
