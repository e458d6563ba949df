package jcompose.engine.spec;

/** Which system calls a container may make, where that is not the engine's default. */
public sealed interface Seccomp {
  /** All that its capabilities allow. */
  record Unconfined() implements Seccomp {}

  /**
   * Those of a profile.
   *
   * @param name what messages call it, for example its file
   * @param json its text: Docker's format, or an OCI {@code linux.seccomp} object
   */
  record Profile(String name, String json) implements Seccomp {}
}
