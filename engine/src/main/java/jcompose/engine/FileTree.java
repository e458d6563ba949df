package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.rootfs.IdMap;
import jcompose.engine.rootfs.RootPaths;
import jcompose.engine.rootfs.TreeReader;
import jcompose.engine.rootfs.TreeWriter;
import jcompose.engine.spec.NamespaceMode;

/**
 * The files of a container, or of the host, to be copied as archives (tar).
 *
 * <p>Paths are those of the container: no link of its leads out of it, whoever changes it
 * meanwhile. A running container is seen with its volumes, as its first process sees it; one that
 * does not run is mounted for as long as this is open, and does not start meanwhile.
 */
public final class FileTree implements AutoCloseable {
  private final String label;
  private final RootPaths paths;
  private final Optional<NamespaceMode.Mapped> users;
  private final boolean host;
  private final Set<Long> absent;
  private final Runnable release;

  /**
   * A tree.
   *
   * @param label what messages put before a path
   * @param users the container's, if files are numbered as the host does
   * @param host whether it is the host's
   * @param absent devices of mounts that are there only while the container runs
   * @param release called in the end
   */
  FileTree(
      String label,
      Descriptor root,
      Optional<NamespaceMode.Mapped> users,
      boolean host,
      Set<Long> absent,
      Runnable release) {
    this.label = label;
    this.paths = new RootPaths(root.number());
    this.users = users;
    this.host = host;
    this.absent = Set.copyOf(absent);
    this.release = release;
  }

  /** The host's files. */
  public static FileTree ofHost() {
    Descriptor root = Descriptor.open(Path.of("/"), OpenFlags.PATH | OpenFlags.DIRECTORY);
    return new FileTree("", root, Optional.empty(), true, Set.of(), () -> {});
  }

  /**
   * Those of a container, whether it runs or not.
   *
   * @param label what messages put before a path, for example {@code web:}
   * @throws EngineException when there is no such container, or it has no files of its own
   */
  public static FileTree ofContainer(EngineDirectories directories, String id, String label) {
    return new ContainerTrees(directories, id, label).open();
  }

  /**
   * What a container's image has and the container changed, to be read: nothing of what is mounted.
   *
   * @throws EngineException when there is no such container, or it has no files of its own
   */
  public static FileTree withoutMounts(EngineDirectories directories, String id, String label) {
    return new ContainerTrees(directories, id, label).withoutMounts();
  }

  /**
   * What is at a path.
   *
   * @param path one that ends with a slash, or with a dot behind one, follows a link at its end
   * @param follow whether such a link is followed anyway
   * @return empty when nothing is there
   */
  public Optional<FileKind> find(String path, boolean follow) {
    try {
      Optional<RootPaths.Place> found = paths.find(path, follow);
      try {
        return found.flatMap(RootPaths.Place::found).map(status -> kind(path, status));
      } finally {
        found.ifPresent(RootPaths.Place::close);
      }
    } catch (SyscallException refused) {
      throw failure(path, "cannot be looked at", refused);
    }
  }

  private FileKind kind(String path, FileStatus status) {
    if (absent.contains(status.device())) {
      throw new EngineException(
          label + path + " lies on a mount that is there only while the container runs; start it");
    }
    return status.isDirectory() ? FileKind.FOLDER : status.isLink() ? FileKind.LINK : FileKind.FILE;
  }

  /**
   * Writes what is at a path as an archive, a folder with everything in it. Owners are numbered as
   * in the container.
   *
   * @param as the name at the top of the archive; empty for a folder whose content alone is wanted
   * @throws IOException when the archive cannot be written
   * @throws EngineException naming what cannot be read
   */
  public void read(String path, boolean follow, String as, OutputStream archive)
      throws IOException {
    try {
      Optional<RootPaths.Place> found = paths.find(path, follow);
      if (found.isEmpty()) {
        throw new EngineException(label + path + " is not there");
      }
      try (RootPaths.Place place = found.get()) {
        place.found().ifPresent(status -> kind(path, status));
        byte[] top = as.getBytes(StandardCharsets.UTF_8);
        TreeReader.read(place.folder(), place.name(), top, FileOwners.inContainer(users), archive);
      }
    } catch (SyscallException refused) {
      throw failure(path, "cannot be read", refused);
    } catch (EngineException refused) {
      throw named(path, refused);
    }
  }

  /**
   * Unpacks an archive into a folder that is there; a folder is never replaced, a file only by one
   * that is whole.
   *
   * @param owners whether the files stay those of the archive's owners; else they are root's,
   *     without setuid and setgid bits and capabilities
   * @throws IOException when the archive cannot be read
   * @throws EngineException naming what cannot be written, or is wrong with the archive
   */
  public void write(String path, InputStream archive, boolean owners) throws IOException {
    try {
      IdMap ids = FileOwners.onHost(users);
      TreeWriter.Owners made = new TreeWriter.Owners(ids, owners, !host);
      int folder = openFolder(path);
      FileOwners.as(users, () -> TreeWriter.write(folder, archive, made));
    } catch (SyscallException refused) {
      throw failure(path, "cannot be written to", refused);
    } catch (EngineException refused) {
      throw named(path, refused);
    }
  }

  private int openFolder(String path) {
    Optional<RootPaths.Place> found = paths.find(path, true);
    if (found.isEmpty()) {
      throw new EngineException(label + path + " is not there");
    }
    try (RootPaths.Place place = found.get()) {
      place.found().ifPresent(status -> kind(path, status));
      return place.openFolder();
    }
  }

  /** Where links at the end of a path lead: a path that ends with no link. */
  public String followed(String path) {
    try {
      return paths.followed(path);
    } catch (SyscallException refused) {
      throw failure(path, "cannot be looked at", refused);
    }
  }

  private EngineException named(String path, EngineException refused) {
    return refused.getMessage().startsWith(label + path)
        ? refused
        : new EngineException(label + path + ": " + refused.getMessage(), refused);
  }

  private EngineException failure(String path, String what, SyscallException refused) {
    String hint = "";
    if (refused.is(Errno.EROFS)) {
      hint = "; it is mounted read-only";
    } else if (refused.is(Errno.EBUSY)) {
      hint = "; something is mounted on it";
    }
    return new EngineException(
        label + path + " " + what + ": " + refused.getMessage() + hint, refused);
  }

  @Override
  public void close() {
    paths.close();
    release.run();
  }
}
