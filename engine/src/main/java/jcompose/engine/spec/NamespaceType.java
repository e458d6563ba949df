package jcompose.engine.spec;

/** A kind of Linux namespace: namespaces(7). */
public enum NamespaceType {
  MOUNT("mnt", 0x00020000),
  UTS("uts", 0x04000000),
  IPC("ipc", 0x08000000),
  PID("pid", 0x20000000),
  NETWORK("net", 0x40000000),
  CGROUP("cgroup", 0x02000000),
  USER("user", 0x10000000),
  TIME("time", 0x00000080);

  private final String procName;
  private final int cloneFlag;

  NamespaceType(String procName, int cloneFlag) {
    this.procName = procName;
    this.cloneFlag = cloneFlag;
  }

  /** The file's name in /proc/PID/ns. */
  public String procName() {
    return procName;
  }

  /** The CLONE_NEW* flag. */
  public int cloneFlag() {
    return cloneFlag;
  }
}
