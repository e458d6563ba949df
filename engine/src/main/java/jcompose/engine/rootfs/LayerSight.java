package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/**
 * What one layer of a stack has at a path and above it; asked once, since many paths share folders.
 */
final class LayerSight implements AutoCloseable {
  /**
   * What is at a path.
   *
   * @param folder whether a folder is
   * @param hides whether nothing of lower layers is seen there
   */
  private record Sight(boolean folder, boolean hides) {}

  private final LayerStack.Layer layer;
  private final int root;
  private final Map<String, Sight> sights = new HashMap<>();
  private final Map<String, Boolean> opaque = new HashMap<>();

  private LayerSight(LayerStack.Layer layer, int root) {
    this.layer = layer;
    this.root = root;
  }

  static LayerSight open(LayerStack.Layer layer) {
    return new LayerSight(layer, RootFolder.openDirectory(layer.folder()));
  }

  LayerStack.Layer layer() {
    return layer;
  }

  /** Whether a folder is at a path, whose bytes are the characters; empty is the root. */
  boolean hasFolder(String path) {
    return look(path).folder();
  }

  /** Whether lower layers' folders are not seen at a path, but for what this layer has there. */
  boolean hidesBelow(String path) {
    return look(path).hides();
  }

  /** What the folder at a path is like. */
  FolderAttributes.Values values(String path) {
    return FolderAttributes.Values.of(root, bytes(path.isEmpty() ? "." : path));
  }

  private Sight look(String path) {
    if (path.isEmpty()) {
      return new Sight(true, false);
    }
    Sight known = sights.get(path);
    if (known == null) {
      known = lookAnew(path);
      sights.put(path, known);
    }
    return known;
  }

  private Sight lookAnew(String path) {
    String parent = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    Sight above = look(parent);
    if (!above.folder()) {
      return above;
    }
    boolean hidden = above.hides() || isOpaque(parent);
    return status(path)
        .map(status -> new Sight(status.isDirectory(), hidden || !status.isDirectory()))
        .orElse(new Sight(false, hidden));
  }

  private boolean isOpaque(String path) {
    return !path.isEmpty()
        && opaque.computeIfAbsent(path, folder -> Attributes.isOpaque(root, bytes(folder)));
  }

  private Optional<FileStatus> status(String path) {
    try {
      return Optional.of(FileStatus.of(root, bytes(path)));
    } catch (SyscallException failure) {
      if (failure.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static byte[] bytes(String path) {
    return path.getBytes(ISO_8859_1);
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, root);
  }
}
