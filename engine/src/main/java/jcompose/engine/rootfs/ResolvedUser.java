package jcompose.engine.rootfs;

import java.util.List;

/**
 * A user as the kernel knows it.
 *
 * @param uid user id
 * @param gid group id
 * @param groups supplementary group ids, {@code gid} first
 * @param home the home folder, {@code /} when the container's files name none
 */
public record ResolvedUser(int uid, int gid, List<Integer> groups, String home) {
  /** Copies the list. */
  public ResolvedUser {
    groups = List.copyOf(groups);
  }
}
