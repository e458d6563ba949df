package jcompose.engine.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Something mounted over a path of the container. */
public sealed interface Mount {
  /** The absolute path in the container. */
  String target();

  /**
   * A file or folder of the host.
   *
   * @param source an absolute path that exists when the container starts
   * @param target the absolute path in the container
   * @param options words of the OCI runtime specification: {@code rbind} (the default) or {@code
   *     bind} without the mounts below, {@code ro}, {@code rro} with those below, {@code nosuid},
   *     {@code rslave} and the like
   * @param subpath what of the source is mounted, resolved inside of it; it must exist
   * @param ofDevice whether the source is a volume's device, mounted while containers use it
   */
  record Bind(
      Path source, String target, List<String> options, Optional<String> subpath, boolean ofDevice)
      implements Mount {
    /** Checks that both paths are absolute. */
    public Bind {
      options = List.copyOf(options);
      Mount.requireAbsolute(target);
      Mount.requireAbsolute(source.toString());
    }

    /** What is there anyway. */
    public Bind(Path source, String target, List<String> options, Optional<String> subpath) {
      this(source, target, options, subpath, false);
    }

    /** All of a source, with everything below it read-only or not. */
    public Bind(Path source, String target, boolean readonly) {
      this(source, target, readonly ? List.of("rbind", "rro") : List.of("rbind"), Optional.empty());
    }
  }

  /**
   * Memory, with {@code nosuid}, {@code nodev} and {@code noexec} unless the options say otherwise.
   *
   * @param target the absolute path in the container
   * @param options tmpfs options as in mount(8), for example {@code size=64m,mode=1777}; may be
   *     empty
   * @param readonly whether it is mounted read-only
   */
  record Tmpfs(String target, String options, boolean readonly) implements Mount {
    /** Checks that the path is absolute. */
    public Tmpfs {
      Mount.requireAbsolute(target);
    }
  }

  /**
   * A new file system of any type. One of type {@code cgroup} or {@code cgroup2} shows the
   * container's own groups, however this machine mounts them.
   *
   * @param fsType as in /proc/filesystems
   * @param source what mountinfo shows as its source, or the device
   * @param target the absolute path in the container
   * @param options words of mount(8); those that are no flags go to the file system
   */
  record FileSystem(String fsType, String source, String target, List<String> options)
      implements Mount {
    /** Checks that the path is absolute. */
    public FileSystem {
      options = List.copyOf(options);
      Mount.requireAbsolute(target);
    }
  }

  /**
   * The files of an image, read-only.
   *
   * @param layers absolute paths of unpacked layers, the base first
   * @param target the absolute path in the container
   * @param subpath what of the image is mounted, resolved inside of it; it must exist
   */
  record Image(List<Path> layers, String target, Optional<String> subpath) implements Mount {
    /** Copies the list and checks that the path is absolute. */
    public Image {
      layers = List.copyOf(layers);
      Mount.requireAbsolute(target);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("an image needs at least one layer");
      }
    }
  }

  /**
   * Nothing, where the engine would mount something by itself: /dev/shm or /sys/fs/cgroup.
   *
   * @param target the absolute path in the container
   */
  record Omitted(String target) implements Mount {
    /** Checks that the path is absolute. */
    public Omitted {
      Mount.requireAbsolute(target);
    }
  }

  private static void requireAbsolute(String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("mount path '" + path + "' is not absolute");
    }
  }
}
