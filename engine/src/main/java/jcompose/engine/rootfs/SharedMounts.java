package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import jcompose.engine.EngineException;

/** Whether the host's mounts can spread into a container, and back. */
public final class SharedMounts {
  private SharedMounts() {}

  /**
   * Demands that the mount which a path lies on is shared, or for slaves receives others' mounts.
   *
   * @return whether it is shared in the mount namespace of process 1 alone: a supervisor's own
   *     receives the host's mounts and gives none back
   * @throws EngineException naming the mount and what to do
   */
  public static boolean areOfInit(Path source, Propagation propagation) {
    String own = lineOf(source, "self");
    boolean receives = tags(own).contains(" master:");
    boolean slave = propagation.kind() == Propagation.Kind.SLAVE;
    if (tags(own).contains(" shared:") || (slave && receives)) {
      return false;
    }
    if (receives && tags(lineOf(source, "1")).contains(" shared:")) {
      return true;
    }
    String point = MountPoints.of(own);
    throw new EngineException(
        "bind source "
            + source
            + " is on the mount "
            + point
            + ", which is not shared, so that '"
            + propagation.kind().name().toLowerCase(Locale.ROOT)
            + "' has nothing to spread: run 'mount --make-shared "
            + point
            + "' first");
  }

  private static String tags(String line) {
    return line.substring(0, line.indexOf(" - "));
  }

  private static String lineOf(Path source, String process) {
    try {
      return mountOf(source.toRealPath(), Files.readString(Path.of("/proc", process, "mountinfo")));
    } catch (IOException failure) {
      throw new EngineException("cannot look for the mount of " + source + ": " + failure, failure);
    }
  }

  /** The line of the innermost mount that a path lies on; of several, the last hides the others. */
  static String mountOf(Path path, String mountinfo) {
    String found = "";
    int depth = -1;
    for (String line : mountinfo.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      Path point = Path.of(MountPoints.of(line));
      if (path.startsWith(point) && point.getNameCount() >= depth) {
        found = line;
        depth = point.getNameCount();
      }
    }
    return found;
  }
}
