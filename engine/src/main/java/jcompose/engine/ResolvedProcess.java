package jcompose.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.security.Credentials;
import jcompose.engine.spec.ProcessAttributes;

/**
 * A process with everything looked up that its program needs.
 *
 * @param args the program and its arguments
 * @param env its whole environment
 * @param cwd an absolute path
 * @param credentials who it is
 * @param terminal whether it gets a pseudo terminal
 * @param stdinOpen whether its input is the inherited {@code stdin}; else /dev/null
 * @param attributes limits, priorities and the like
 * @param init whether a small first process stands for it
 */
record ResolvedProcess(
    List<String> args,
    List<String> env,
    String cwd,
    Credentials credentials,
    boolean terminal,
    boolean stdinOpen,
    ProcessAttributes attributes,
    boolean init) {
  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  ResolvedProcess {
    args = List.copyOf(args);
    env = List.copyOf(env);
  }

  /** The entries with PATH and HOME added where they are missing. */
  static List<String> environment(List<String> entries, String home) {
    List<String> complete = new ArrayList<>(entries);
    if (value(entries, "PATH=").isEmpty()) {
      complete.add(DEFAULT_PATH);
    }
    if (value(entries, "HOME=").isEmpty()) {
      complete.add("HOME=" + home);
    }
    return complete;
  }

  /** The entries with some replaced by, or followed by, others of the same name. */
  static List<String> overlaid(List<String> entries, List<String> others) {
    List<String> result = new ArrayList<>(entries);
    for (String other : others) {
      String name = other.substring(0, other.indexOf('=') + 1);
      result.removeIf(entry -> !name.isEmpty() && entry.startsWith(name));
      result.add(other);
    }
    return result;
  }

  /** Where the program may be: as it stands with a slash in it, else in each folder of PATH. */
  List<String> candidates() {
    String program = args.get(0);
    if (program.indexOf('/') >= 0) {
      return List.of(program);
    }
    List<String> candidates = new ArrayList<>();
    String path = value(env, "PATH=").orElse("");
    for (String folder : path.split(":", -1)) {
      candidates.add((folder.isEmpty() ? "." : folder) + "/" + program);
    }
    return candidates;
  }

  private static Optional<String> value(List<String> entries, String prefix) {
    return entries.stream()
        .filter(entry -> entry.startsWith(prefix))
        .map(entry -> entry.substring(prefix.length()))
        .findFirst();
  }
}
