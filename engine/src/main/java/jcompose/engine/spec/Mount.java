package jcompose.engine.spec;

import java.nio.file.Path;

/** Something mounted over a path of the container. */
public sealed interface Mount {
  /** The absolute path in the container. */
  String target();

  /**
   * A file or folder of the host.
   *
   * @param source an absolute path that exists when the container starts
   * @param target the absolute path in the container
   * @param readonly whether it is mounted read-only, everything below it included
   */
  record Bind(Path source, String target, boolean readonly) implements Mount {
    /** Checks that both paths are absolute. */
    public Bind {
      Mount.requireAbsolute(target);
      Mount.requireAbsolute(source.toString());
    }
  }

  /**
   * Memory.
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

  private static void requireAbsolute(String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("mount path '" + path + "' is not absolute");
    }
  }
}
