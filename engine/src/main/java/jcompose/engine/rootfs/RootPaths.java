package jcompose.engine.rootfs;

import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.PATH;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * Places in a root that others may change meanwhile: whatever their links say, nothing outside of
 * it is found.
 */
public final class RootPaths implements AutoCloseable {
  private static final int MOST_LINKS = 40;
  private static final int MOST_LINK = 4096;
  private static final int PLAIN_FILE = 0x8000 | 0644;
  private static final byte[] SELF = {'.'};

  private final RootFolder root;

  /** Owns the descriptor of the root from now on. */
  public RootPaths(int root) {
    this.root = new RootFolder(root);
  }

  /**
   * A name in an open folder.
   *
   * @param folder closed with this
   * @param name of a component; {@code .} for the folder itself
   * @param status of what has the name, null when nothing has
   * @param path from the root to it, the links at its end followed
   */
  @SuppressWarnings("ArrayRecordComponent") // places are never compared
  public record Place(int folder, byte[] name, @Nullable FileStatus status, byte[] path)
      implements AutoCloseable {
    /** What has the name. */
    public Optional<FileStatus> found() {
      return Optional.ofNullable(status);
    }

    /** A descriptor of the folder that has the name; the caller closes it. */
    public int openFolder() {
      try (NativeMemory memory = new NativeMemory()) {
        return (int)
            Kernel.check(
                "openat(\"" + TarPath.show(name) + "\", DIRECTORY)",
                Syscall.OPENAT,
                folder,
                memory.string(name),
                DIRECTORY | PATH | NOFOLLOW | CLOEXEC);
      }
    }

    @Override
    public void close() {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  /**
   * Where a path leads.
   *
   * @param path with or without a slash in front; one that ends with a slash or a dot is a folder
   * @param follow whether a link at its end is followed; links before are always
   * @return empty when the folder that it should be in is not there
   * @throws SyscallException for any other failure
   */
  public Optional<Place> find(String path, boolean follow) {
    byte[] wanted = path.getBytes(StandardCharsets.UTF_8);
    for (int links = 0; links <= MOST_LINKS; links++) {
      byte[] trimmed = trimmed(wanted);
      byte[] name = TarPath.name(trimmed);
      boolean itself = name.length == 0 || isDots(name);
      byte[] above = itself ? trimmed : TarPath.parent(trimmed);
      int folder = root.open(above, DIRECTORY | PATH);
      if (isAbsent(folder)) {
        return Optional.empty();
      }
      if (folder < 0) {
        throw new SyscallException("openat2(\"" + TarPath.show(above) + "\")", -folder);
      }
      boolean kept = false;
      try {
        if (itself) {
          kept = true;
          return Optional.of(new Place(folder, SELF, FileStatus.of(folder), trimmed));
        }
        FileStatus status = status(folder, name);
        boolean followed = follow || trimmed.length < wanted.length;
        if (status == null || !status.isLink() || !followed) {
          if (status != null && !status.isDirectory() && trimmed.length < wanted.length) {
            throw new SyscallException("'" + path + "'", Errno.ENOTDIR.number());
          }
          kept = true;
          return Optional.of(new Place(folder, name, status, trimmed));
        }
        byte[] target = link(folder, name);
        byte[] next = target.length > 0 && target[0] == '/' ? target : TarPath.join(above, target);
        wanted = trimmed.length < wanted.length ? TarPath.join(next, new byte[0]) : next;
      } finally {
        if (!kept) {
          Kernel.call(Syscall.CLOSE, folder);
        }
      }
    }
    throw new SyscallException("'" + path + "'", Errno.ELOOP.number());
  }

  /** Where links at the end of a path lead: a path that ends with none. */
  public String followed(String path) {
    Optional<Place> found = find(path, true);
    found.ifPresent(Place::close);
    return found.map(place -> new String(place.path(), StandardCharsets.UTF_8)).orElse(path);
  }

  /**
   * Opens what something is to be mounted on, which is made when it is missing.
   *
   * @param folder whether a folder is mounted
   * @return its descriptor; the caller closes it
   */
  public int mountPoint(String path, boolean folder) {
    byte[] target = TarPath.clean(path.getBytes(StandardCharsets.UTF_8));
    if (folder) {
      root.parent(target); // makes it
      root.forgetParent();
      return opened(path, root.open(target, DIRECTORY | PATH));
    }
    int parent = root.parent(TarPath.parent(target));
    Kernel.call(Syscall.MKNODAT, parent, root.buffers.path(TarPath.name(target)), PLAIN_FILE, 0);
    root.forgetParent();
    return opened(path, root.open(target, PATH));
  }

  private static int opened(String path, int result) {
    if (result < 0) {
      throw new SyscallException("openat2(\"" + path + "\")", -result);
    }
    return result;
  }

  private static boolean isAbsent(int result) {
    return result == -Errno.ENOENT.number() || result == -Errno.ENOTDIR.number();
  }

  private static boolean isDots(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }

  /** Without slashes at the end. */
  private static byte[] trimmed(byte[] path) {
    int end = path.length;
    while (end > 0 && path[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(path, end);
  }

  private static @Nullable FileStatus status(int folder, byte[] name) {
    try {
      return FileStatus.of(folder, name);
    } catch (SyscallException refused) {
      if (refused.is(Errno.ENOENT)) {
        return null;
      }
      throw refused;
    }
  }

  private static byte[] link(int folder, byte[] name) {
    try (NativeMemory memory = new NativeMemory()) {
      long target = memory.allocate(MOST_LINK);
      long length =
          Kernel.check(
              "readlinkat(\"" + TarPath.show(name) + "\")",
              Syscall.READLINKAT,
              folder,
              memory.string(name),
              target,
              MOST_LINK);
      return NativeMemory.getBytes(target, (int) length);
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
