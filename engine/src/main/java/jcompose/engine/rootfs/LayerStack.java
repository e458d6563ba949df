package jcompose.engine.rootfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * Layers on each other. An overlay shows a folder as the uppermost layer has it, also where that
 * layer only implies the folder, so that what a lower layer says of its owner, mode and time is
 * lost.
 */
final class LayerStack {
  /**
   * A layer.
   *
   * @param folder where it is unpacked
   * @param implied as {@link LayerNote} has it
   */
  record Layer(Path folder, Set<String> implied) {}

  /**
   * What a layer has at a path.
   *
   * @param values null when it has no folder there
   * @param last whether what lower layers have there is hidden
   */
  private record Sight(FolderAttributes.@Nullable Values values, boolean last) {}

  private final List<Layer> topFirst;

  LayerStack(List<Layer> baseFirst) {
    topFirst = new ArrayList<>(baseFirst);
    Collections.reverse(topFirst);
  }

  /** The folders that the overlay would show wrongly, with those above them. */
  FolderAttributes attributes() {
    Set<String> candidates = new TreeSet<>();
    topFirst.forEach(layer -> candidates.addAll(layer.implied()));
    FolderAttributes attributes = new FolderAttributes();
    for (String path : candidates) {
      Optional<FolderAttributes.Values> shown = find(path, false);
      Optional<FolderAttributes.Values> said = find(path, true);
      if (shown.isPresent() && said.isPresent() && !shown.equals(said)) {
        attributes.put(path, said.get());
      }
    }
    for (String path : attributes.missingParents()) {
      find(path, true).or(() -> find(path, false)).ifPresent(own -> attributes.put(path, own));
    }
    return attributes;
  }

  /** A folder as the uppermost layer has it, or as the uppermost that describes it. */
  private Optional<FolderAttributes.Values> find(String path, boolean described) {
    for (Layer layer : topFirst) {
      Sight sight = look(layer, path);
      boolean counts = !described || !layer.implied().contains(path);
      if (sight.values() != null && counts) {
        return Optional.of(sight.values());
      }
      if (sight.last()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Sight look(Layer layer, String path) {
    int root = RootFolder.openDirectory(layer.folder());
    try {
      boolean last = false;
      for (int end = 0; end < path.length(); ) {
        end = path.indexOf('/', end + 1) < 0 ? path.length() : path.indexOf('/', end + 1);
        byte[] name = path.substring(0, end).getBytes(ISO_8859_1);
        Optional<FileStatus> status = status(root, name);
        if (status.isEmpty()) {
          return new Sight(null, last);
        }
        if (!status.get().isDirectory()) {
          return new Sight(null, true);
        }
        last |= end < path.length() && Attributes.isOpaque(root, name);
      }
      byte[] name = (path.isEmpty() ? "." : path).getBytes(ISO_8859_1);
      return new Sight(FolderAttributes.Values.of(root, name), last);
    } finally {
      Kernel.call(Syscall.CLOSE, root);
    }
  }

  private static Optional<FileStatus> status(int folder, byte[] name) {
    try {
      return Optional.of(FileStatus.of(folder, name));
    } catch (SyscallException failure) {
      if (failure.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
