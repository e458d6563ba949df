package jcompose.engine.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.linux.DirectoryDescriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** Folders with everything in them. */
public final class Trees {
  /** One descriptor is open per level; a deeper folder is first moved up to the top. */
  private static final int MAX_DEPTH = 64;

  /** How often a folder is listed again because someone keeps making files in it. */
  private static final int MAX_ROUNDS = 16;

  private final String shown;
  private final DirectoryDescriptor top;
  private long moved;
  private boolean movedThisRound;

  private Trees(String shown, DirectoryDescriptor top) {
    this.shown = shown;
    this.top = top;
  }

  /**
   * Deletes a file, or a folder with everything in it; does nothing when it does not exist.
   *
   * <p>Follows no symlink below the path's parent, and refuses to enter anything mounted, a bind
   * mount of the same file system included: what is mounted is not the tree's. Others may delete
   * from the same tree at the same time.
   *
   * @throws EngineException naming the path that could not be deleted and the errno
   */
  public static void delete(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path last = absolute.getFileName();
    if (parent == null || last == null) {
      throw new EngineException("cannot delete " + path + ": is the root directory");
    }
    byte[] name = last.toString().getBytes(StandardCharsets.UTF_8);
    Optional<DirectoryDescriptor> folder = DirectoryDescriptor.find(parent);
    if (folder.isEmpty()) {
      return;
    }
    try (DirectoryDescriptor above = folder.get()) {
      deleteIn(above, name, absolute.toString());
    } catch (SyscallException failure) {
      throw refused(absolute.toString(), failure);
    }
  }

  /**
   * The same for a name, whatever its bytes, in an open folder, which stays the caller's.
   *
   * @throws EngineException naming what could not be deleted and the errno
   */
  public static void delete(int folder, byte[] name) {
    Path path = Path.of("/proc/self/fd/" + folder);
    String shown = "/" + new String(name, StandardCharsets.US_ASCII);
    try (DirectoryDescriptor above = DirectoryDescriptor.find(path).orElseThrow()) {
      deleteIn(above, name, shown);
    } catch (SyscallException failure) {
      throw refused(shown, failure);
    }
  }

  private static void deleteIn(DirectoryDescriptor above, byte[] name, String absolute) {
    if (above.unlinkFile(name)) {
      return;
    }
    Optional<DirectoryDescriptor> directory = above.child(name);
    if (directory.isEmpty()) {
      return;
    }
    try (DirectoryDescriptor top = directory.get()) {
      Trees tree = new Trees(absolute, top);
      for (int round = 0; ; round++) {
        tree.empty(top, absolute, 0);
        if (tree.removed(above, name, absolute, round)) {
          return;
        }
      }
    }
  }

  private void empty(DirectoryDescriptor directory, String path, int depth) {
    for (byte[] name : directory.names()) {
      String child = path + "/" + new String(name, StandardCharsets.UTF_8);
      try {
        if (!directory.unlinkFile(name)) {
          emptyAndRemove(directory, name, child, depth);
        }
      } catch (SyscallException failure) {
        throw refused(child, failure);
      }
    }
  }

  private void emptyAndRemove(DirectoryDescriptor directory, byte[] name, String path, int depth) {
    if (depth >= MAX_DEPTH) {
      moveToTop(directory, name);
      return;
    }
    Optional<DirectoryDescriptor> child = directory.child(name);
    if (child.isEmpty()) {
      return;
    }
    try (DirectoryDescriptor open = child.get()) {
      for (int round = 0; ; round++) {
        empty(open, path, depth + 1);
        if (removed(directory, name, path, round)) {
          return;
        }
      }
    }
  }

  /** The top is listed again afterwards, since it is then not empty. */
  private void moveToTop(DirectoryDescriptor directory, byte[] name) {
    String unused = ".deep-" + ProcessHandle.current().pid() + "-" + moved++;
    movedThisRound = true;
    directory.move(name, top, unused.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean removed(DirectoryDescriptor above, byte[] name, String path, int round) {
    try {
      above.removeDirectory(name);
      return true;
    } catch (SyscallException failure) {
      boolean progress = path.equals(shown) && movedThisRound;
      if (failure.is(Errno.ENOTEMPTY) && (progress || round < MAX_ROUNDS)) {
        movedThisRound = false;
        return false;
      }
      throw failure;
    }
  }

  private static EngineException refused(String path, SyscallException failure) {
    if (failure.is(Errno.EXDEV) || failure.is(Errno.EBUSY)) {
      return new EngineException(
          "cannot delete " + path + ": something is mounted there; unmount it first", failure);
    }
    return new EngineException("cannot delete " + path + ": " + failure.getMessage(), failure);
  }
}
