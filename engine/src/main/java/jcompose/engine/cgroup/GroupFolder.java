package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.List;

/**
 * A container's group in one hierarchy, as a folder that the container may see.
 *
 * @param path where it is on the host
 * @param name the hierarchy's folder in the container's /sys/fs/cgroup, for example {@code
 *     cpu,cpuacct}; empty when the group itself is there
 */
public record GroupFolder(Path path, String name) {
  /** Other names of a folder that holds several controllers. */
  public List<String> aliases() {
    return name.indexOf(',') < 0 ? List.of() : List.of(name.split(",", -1));
  }

  /** The v1 hierarchies; the v2 one where there are none. */
  static List<GroupFolder> of(List<Group> groups) {
    List<GroupFolder> legacy =
        groups.stream()
            .filter(group -> !group.unified())
            .map(
                group ->
                    new GroupFolder(group.path(), String.valueOf(group.hierarchy().getFileName())))
            .toList();
    return legacy.isEmpty()
        ? groups.stream().map(group -> new GroupFolder(group.path(), "")).toList()
        : legacy;
  }
}
