package jcompose.engine.oci.config;

/** What makes a mount a bind mount: its type or its options. */
public final class Bind {
  private Bind() {}

  /** Whether a file or folder of the host is mounted. */
  public static boolean is(MountConfig mount) {
    return mount.type().filter("bind"::equals).isPresent()
        || mount.options().contains("bind")
        || mount.options().contains("rbind");
  }
}
