package jcompose.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the command line needs of the kernel for processes that are not containers. */
@SuppressWarnings("DoNotCallSuggester")
public final class HostProcess {
  private HostProcess() {}

  /** Keeps containers that share a PID namespace with this process from tracing it. */
  public static void makeNonDumpable() {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts a Java process that outlives this one, in a mount namespace of its own in which the JDK
   * is read-only and which still receives the host's mounts.
   *
   * @param javaHome the JDK, for example {@code java.home}
   * @param argv the program, an absolute path, and its arguments
   * @param env its whole environment
   * @param log the file that its standard output and error are appended to
   * @return its pid
   */
  public static long spawnSupervisor(
      Path javaHome, List<String> argv, Map<String, String> env, Path log) {
    throw new UnsupportedOperationException();
  }
}
