package jcompose.engine;

import java.nio.file.Path;

/**
 * Where the engine keeps its files.
 *
 * @param root what outlives a boot: layers, volumes, containers' upper layers and logs
 * @param run what does not: FIFOs, sockets, generated files
 */
public record EngineDirectories(Path root, Path run) {
  private static final Path DEFAULT_ROOT = Path.of("/var/lib/jcompose");

  /** {@code JCOMPOSE_ROOT} and {@code JCOMPOSE_RUN}, else /var/lib/jcompose and /run/jcompose. */
  public static EngineDirectories fromEnvironment(java.util.Map<String, String> environment) {
    return new EngineDirectories(
        Path.of(environment.getOrDefault("JCOMPOSE_ROOT", DEFAULT_ROOT.toString()))
            .toAbsolutePath(),
        Path.of(environment.getOrDefault("JCOMPOSE_RUN", "/run/jcompose")).toAbsolutePath());
  }

  /**
   * The folder of the cgroup hierarchies that all containers are in: jcompose. Containers that are
   * kept in another root have one of their own, named by a hash of it, so that it can be told whose
   * a group is.
   */
  public String cgroupParent() {
    return root.equals(DEFAULT_ROOT)
        ? "jcompose"
        : "jcompose-" + Integer.toHexString(root.toString().hashCode());
  }

  /** The folder of a container that outlives a boot: upper, work, state, logs. */
  public Path container(String id) {
    return root.resolve("containers").resolve(id);
  }

  /** The folder of a container that does not: FIFOs, generated files, the mount point. */
  public Path containerRun(String id) {
    return run.resolve("containers").resolve(id);
  }

  /** Where unpacked layers lie. */
  public Path layers() {
    return root.resolve("layers");
  }

  /** Where compiled seccomp filters lie. */
  Path filters() {
    return root.resolve("seccomp");
  }

  /** Where volumes lie. */
  public Path volumes() {
    return root.resolve("volumes");
  }
}
