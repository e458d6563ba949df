package jcompose.engine.rootfs;

import java.util.List;

/** Users and groups as a container's own /etc/passwd and /etc/group name them. */
@SuppressWarnings("DoNotCallSuggester")
public final class UserDatabase {
  private UserDatabase() {}

  /**
   * Finds a user by Docker's rules.
   *
   * @param root a descriptor of the container's root folder: of an {@link ImageView}, or of {@code
   *     /proc/PID/root}
   * @param user empty, {@code name}, {@code uid}, each with {@code :group} or {@code :gid}
   * @param additionalGroups names or ids of further groups
   * @throws jcompose.engine.EngineException when a name is not in the container's files
   */
  public static ResolvedUser resolve(int root, String user, List<String> additionalGroups) {
    throw new UnsupportedOperationException(root + user + additionalGroups);
  }
}
