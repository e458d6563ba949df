package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.Set;

/**
 * A container's group in one hierarchy.
 *
 * @param hierarchy where the hierarchy is mounted
 * @param parentName the folder that holds the groups of all containers, relative to the hierarchy
 * @param id the container's id
 * @param unified whether the hierarchy is v2
 * @param controllers what the hierarchy controls
 */
record Group(
    Path hierarchy, String parentName, String id, boolean unified, Set<Controller> controllers) {

  /** The folder that holds the groups of all containers. */
  Path parent() {
    return hierarchy.resolve(parentName);
  }

  Path path() {
    return parent().resolve(id);
  }

  Path file(String name) {
    return path().resolve(name);
  }
}
