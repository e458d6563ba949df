package jcompose.engine.oci;

import java.util.Locale;

/** Where a container is in its life: the specification's words, and runc's for a frozen one. */
public enum ContainerStatus {
  CREATING,
  CREATED,
  RUNNING,
  PAUSED,
  STOPPED;

  /** The word. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
