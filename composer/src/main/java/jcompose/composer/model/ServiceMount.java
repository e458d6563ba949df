package jcompose.composer.model;

import java.nio.file.Path;

/** One entry of {@code volumes:} or {@code tmpfs:}. */
public sealed interface ServiceMount {
  /** The absolute path in the container. */
  String target();

  /** Whether it is read-only. */
  boolean readOnly();

  /** Where it stands in the file. */
  Position position();

  /**
   * A path of the host.
   *
   * @param source its absolute path
   * @param createHostPath whether a missing folder is made, as the short syntax does
   */
  record Bind(
      Path source, String target, boolean readOnly, boolean createHostPath, Position position)
      implements ServiceMount {}

  /**
   * A named volume.
   *
   * @param volume its key under the project's {@code volumes:}
   * @param nocopy whether it starts empty instead of with the image's content
   */
  record Named(String volume, String target, boolean readOnly, boolean nocopy, Position position)
      implements ServiceMount {}

  /** A volume without a name, kept while the service is. */
  record Anonymous(String target, boolean readOnly, boolean nocopy, Position position)
      implements ServiceMount {}

  /**
   * Memory.
   *
   * @param options tmpfs options as in mount(8), for example {@code size=64m,mode=1777}
   */
  record Tmpfs(String target, String options, boolean readOnly, Position position)
      implements ServiceMount {}
}
