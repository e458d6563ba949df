package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The groups that a process is in, from the text of {@code /proc/PID/cgroup}; cgroups(7). */
final class CallerGroups {
  private CallerGroups() {}

  /**
   * The folder of each hierarchy's mount point that new groups go into.
   *
   * @param text lines are {@code NUMBER:CONTROLLERS:PATH}, without controllers for v2
   */
  static Map<Path, Path> parse(CgroupLayout layout, String text) {
    Map<Path, Path> folders = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length != 3) {
        continue;
      }
      Path group = Path.of("/").relativize(Path.of(fields[2]).normalize());
      if (fields[0].equals("0")) {
        layout.unified().ifPresent(tree -> folders.put(tree, tree.resolve(unified(layout, group))));
        continue;
      }
      Arrays.stream(fields[1].split(",", -1))
          .flatMap(name -> Controller.ofLegacyName(name).stream())
          .flatMap(name -> Optional.ofNullable(layout.legacy().get(name)).stream())
          .forEach(hierarchy -> folders.put(hierarchy, hierarchy.resolve(group)));
    }
    return folders;
  }

  /**
   * Where v2 has the controllers, a group with processes in it, the caller for one, cannot hand
   * them on: so it is the group beside the caller's, as with runc.
   */
  private static Path unified(CgroupLayout layout, Path group) {
    if (!layout.legacy().isEmpty()) {
      return group;
    }
    return Optional.ofNullable(group.getParent()).orElse(Path.of(""));
  }
}
