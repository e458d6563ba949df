package jcompose.engine.spec;

/**
 * A range of user or group ids of a user namespace: user_namespaces(7).
 *
 * @param containerId the first inside
 * @param hostId the first outside
 * @param size how many
 */
public record IdMapping(long containerId, long hostId, long size) {
  private static final long MOST = 0xffffffffL;

  /** Checks that it is a range of 32-bit numbers. */
  public IdMapping {
    if (containerId < 0
        || hostId < 0
        || size < 1
        || containerId + size > MOST
        || hostId + size > MOST) {
      throw new IllegalArgumentException(
          "'" + containerId + ":" + hostId + ":" + size + "' is not a range of ids");
    }
  }

  /** The line of /proc/PID/uid_map. */
  public String line() {
    return containerId + " " + hostId + " " + size + "\n";
  }
}
