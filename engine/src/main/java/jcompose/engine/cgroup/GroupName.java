package jcompose.engine.cgroup;

import java.util.Optional;

/**
 * Where a container's groups are in every hierarchy.
 *
 * @param parent the folders above, relative to the hierarchy; empty for its root
 * @param name the group's own
 * @param shared whether the parent is the engine's, which stays until the engine is closed; others'
 *     parents go with their last group if the engine made them
 */
record GroupName(String parent, String name, boolean shared) {
  /**
   * The name.
   *
   * @param engineParent the folder of the engine's own choice
   * @param id the container's id
   * @param path an absolute path that was asked for
   */
  static GroupName of(String engineParent, String id, Optional<String> path) {
    if (path.isEmpty()) {
      return new GroupName(engineParent, id, true);
    }
    String whole = path.get();
    int slash = whole.lastIndexOf('/');
    return new GroupName(
        slash == 0 ? "" : whole.substring(1, slash), whole.substring(slash + 1), false);
  }
}
