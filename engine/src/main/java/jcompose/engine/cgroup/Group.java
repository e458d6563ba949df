package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A container's group in one hierarchy.
 *
 * @param hierarchy where the hierarchy is mounted
 * @param name where in it
 * @param unified whether the hierarchy is v2
 * @param controllers what the hierarchy controls
 */
record Group(Path hierarchy, GroupName name, boolean unified, Set<Controller> controllers) {

  /** The folder that holds it. */
  Path parent() {
    return hierarchy.resolve(name.parent());
  }

  /** The folders between the hierarchy's root and the group, the outermost first. */
  List<Path> parents() {
    List<Path> parents = new ArrayList<>();
    Path above = hierarchy;
    for (Path part : name.parent().isEmpty() ? List.<Path>of() : Path.of(name.parent())) {
      above = above.resolve(part);
      parents.add(above);
    }
    return parents;
  }

  Path path() {
    return parent().resolve(name.name());
  }

  Path file(String file) {
    return path().resolve(file);
  }
}
