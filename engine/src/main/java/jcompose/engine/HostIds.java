package jcompose.engine;

import java.util.Optional;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.Namespaces;

/**
 * The host's numbers of a container's users and groups.
 *
 * @param users its user namespace, empty when it has the host's
 */
record HostIds(Optional<NamespaceMode.Mapped> users) {
  static HostIds of(Namespaces namespaces) {
    return new HostIds(namespaces.users());
  }

  /**
   * The number of a user.
   *
   * @throws EngineException when its user namespace does not have it
   */
  int uid(int uid) {
    return users.isEmpty()
        ? uid
        : (int) users.get().hostUid(uid).orElseThrow(() -> missing("user", uid));
  }

  /** The number of a group. */
  int gid(int gid) {
    return users.isEmpty()
        ? gid
        : (int) users.get().hostGid(gid).orElseThrow(() -> missing("group", gid));
  }

  private static EngineException missing(String what, int id) {
    return new EngineException(
        what + " " + id + " is not in the container's user namespace; map it, or use another");
  }
}
