package jcompose.composer.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One mount of a service: of {@code volumes:}, {@code tmpfs:}, {@code shm_size:} and others. */
public sealed interface ServiceMount {
  /** The absolute path in the container; empty for all that another service mounts. */
  String target();

  /** Whether it is read-only. */
  boolean readOnly();

  /** Where it stands in the file. */
  Position position();

  /** The same mount, standing anywhere. */
  ServiceMount at(Position other);

  /** What becomes of the mounts below a bind's source. */
  enum Recursive {
    /** They come along, and are read-only when the bind is. */
    ENABLED,
    /** They stay away. */
    DISABLED,
    /** They come along, writable also when the bind is not. */
    WRITABLE,
    /** They come along read-only, or it is an error. */
    READONLY
  }

  /**
   * A path of the host.
   *
   * @param source its absolute path
   * @param createHostPath whether a missing folder is made, as the short syntax does
   * @param recursive what becomes of the mounts below
   * @param propagation {@code rslave} and the like; private when empty
   */
  record Bind(
      Path source,
      String target,
      boolean readOnly,
      boolean createHostPath,
      Recursive recursive,
      Optional<String> propagation,
      Position position)
      implements ServiceMount {
    /** A bind with everything below it, private. */
    public Bind(
        Path source, String target, boolean readOnly, boolean createHostPath, Position position) {
      this(source, target, readOnly, createHostPath, Recursive.ENABLED, Optional.empty(), position);
    }

    @Override
    public Bind at(Position other) {
      return new Bind(source, target, readOnly, createHostPath, recursive, propagation, other);
    }
  }

  /**
   * A named volume.
   *
   * @param volume its key under the project's {@code volumes:}
   * @param nocopy whether it starts empty instead of with the image's content
   * @param subpath the folder or file of it that is mounted
   * @param labels given to the volume when it is made
   */
  record Named(
      String volume,
      String target,
      boolean readOnly,
      boolean nocopy,
      Optional<String> subpath,
      Map<String, String> labels,
      Position position)
      implements ServiceMount {
    /** Copies the map. */
    public Named {
      labels = Ordered.copy(labels);
    }

    /** All of a volume. */
    public Named(
        String volume, String target, boolean readOnly, boolean nocopy, Position position) {
      this(volume, target, readOnly, nocopy, Optional.empty(), Map.of(), position);
    }

    @Override
    public Named at(Position other) {
      return new Named(volume, target, readOnly, nocopy, subpath, labels, other);
    }
  }

  /**
   * A volume without a name, kept while the service is.
   *
   * @param labels given to the volume when it is made
   */
  record Anonymous(
      String target,
      boolean readOnly,
      boolean nocopy,
      Map<String, String> labels,
      Position position)
      implements ServiceMount {
    /** Copies the map. */
    public Anonymous {
      labels = Ordered.copy(labels);
    }

    /** One without labels. */
    public Anonymous(String target, boolean readOnly, boolean nocopy, Position position) {
      this(target, readOnly, nocopy, Map.of(), position);
    }

    @Override
    public Anonymous at(Position other) {
      return new Anonymous(target, readOnly, nocopy, labels, other);
    }
  }

  /**
   * Memory.
   *
   * @param options tmpfs options as in mount(8), for example {@code size=64m,mode=1777}
   */
  record Tmpfs(String target, String options, boolean readOnly, Position position)
      implements ServiceMount {
    @Override
    public Tmpfs at(Position other) {
      return new Tmpfs(target, options, readOnly, other);
    }
  }

  /**
   * The files of another image, which nobody may write to.
   *
   * @param image its reference, a path made absolute
   * @param digest of the manifest that a lock file has fixed
   * @param subpath the folder or file of it that is mounted
   */
  record OfImage(
      String image,
      Optional<String> digest,
      String target,
      Optional<String> subpath,
      Position position)
      implements ServiceMount {
    /** One that no lock file has fixed. */
    public OfImage(String image, String target, Optional<String> subpath, Position position) {
      this(image, Optional.empty(), target, subpath, position);
    }

    @Override
    public boolean readOnly() {
      return true;
    }

    @Override
    public OfImage at(Position other) {
      return new OfImage(image, digest, target, subpath, other);
    }
  }

  /**
   * /dev/shm of a size other than the usual.
   *
   * @param size in bytes; 0 for none at all, as {@code ipc: none} has it
   */
  record SharedMemory(long size, Position position) implements ServiceMount {
    @Override
    public String target() {
      return "/dev/shm";
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public SharedMemory at(Position other) {
      return new SharedMemory(size, other);
    }
  }

  /**
   * A config or secret, as a file that nobody in the container may write to.
   *
   * @param secret whether it is a secret
   * @param source its key under the project's {@code secrets:} or {@code configs:}
   * @param uid the file's owner, as the container numbers users
   * @param gid the file's group, as the container numbers groups
   * @param mode the file's permissions
   */
  record Grant(
      boolean secret, String source, String target, long uid, long gid, int mode, Position position)
      implements ServiceMount {
    @Override
    public boolean readOnly() {
      return true;
    }

    @Override
    public Grant at(Position other) {
      return new Grant(secret, source, target, uid, gid, mode, other);
    }

    /** What it holds. */
    public Content content(Project project) {
      return Optional.ofNullable((secret ? project.secrets() : project.configs()).get(source))
          .orElseThrow();
    }
  }

  /**
   * The binds and volumes of another service, where this one has none of its own.
   *
   * @param service its name
   */
  record From(String service, boolean readOnly, Position position) implements ServiceMount {
    @Override
    public String target() {
      return "";
    }

    @Override
    public From at(Position other) {
      return new From(service, readOnly, other);
    }
  }
}
