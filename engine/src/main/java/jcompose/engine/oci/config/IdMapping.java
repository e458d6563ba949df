package jcompose.engine.oci.config;

/** A line of uid_map or gid_map: user_namespaces(7). */
public record IdMapping(long containerID, long hostID, long size) {
  /** Checks the range. */
  public IdMapping {
    Texts.requireId(containerID, "containerID");
    Texts.requireId(hostID, "hostID");
    if (size < 1 || size > 0xffffffffL) {
      throw new IllegalArgumentException("size " + size + " is not a number of ids");
    }
  }

  /** The same as the engine has it. */
  public jcompose.engine.spec.IdMapping mapping() {
    return new jcompose.engine.spec.IdMapping(containerID, hostID, size);
  }

  /** The line. */
  public String text() {
    return containerID + " " + hostID + " " + size;
  }
}
