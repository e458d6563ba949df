package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.cgroup.Cgroups;

/**
 * Where a container's groups are.
 *
 * @param path in each hierarchy, without a slash in front
 * @param below by the mount point of a hierarchy, the folder that the path begins at; its root
 *     where nothing is said
 */
record CgroupsPath(String path, Map<Path, Path> below) {
  CgroupsPath {
    below = Collections.unmodifiableMap(new LinkedHashMap<>(below));
  }

  /**
   * Absolute paths begin at the root of each hierarchy, relative ones at the caller's group there,
   * which is the nearest that the caller may be limited by; so it is with runc.
   *
   * @param configured in config.json
   * @param id what is taken in place of none, as a relative path
   */
  static CgroupsPath of(Optional<String> configured, String id) {
    String path = configured.filter(text -> !text.isEmpty()).orElse(id);
    String clean = ContainerRoot.clean(path).toString();
    if (clean.isEmpty()) {
      throw new EngineException("linux.cgroupsPath: '" + path + "' is the root of all groups");
    }
    return new CgroupsPath(clean, path.startsWith("/") ? Map.of() : Cgroups.foldersOfCaller());
  }

  /** The group in one hierarchy. */
  Path in(Path hierarchy) {
    return below.getOrDefault(hierarchy, hierarchy).resolve(path);
  }

  /** A group below it. */
  CgroupsPath child(String name) {
    return new CgroupsPath(path + "/" + ContainerRoot.clean(name), below);
  }
}
