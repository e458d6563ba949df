package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;

/**
 * Layers as the users of a user namespace own them, in a scratch folder: an overlay takes only
 * layers that are mounted somewhere. It is mounted from the initial user namespace, since overlays
 * that others mount do not read the store's marks of deleted files.
 */
final class MappedLayers {
  private final ProgramBuilder program;
  private final Path scratch;
  private final int userNamespace;
  private final Map<Path, Path> mapped = new LinkedHashMap<>();

  MappedLayers(ProgramBuilder program, Path scratch, int userNamespace) {
    this.program = program;
    this.scratch = scratch;
    this.userNamespace = userNamespace;
  }

  /** Makes the scratch folder. */
  void begin() {
    program.add(MountCalls.mount("tmpfs", scratch.toString(), "tmpfs", NONE, "mode=700"));
    program.add(FileCalls.mkdir(view().toString(), 0700));
  }

  /** An empty folder for overlays. */
  Path view() {
    return scratch.resolve("view");
  }

  /** Where a folder of the host is seen mapped. */
  Path map(Path folder) {
    return mapped.computeIfAbsent(
        folder,
        source -> {
          Path place = scratch.resolve(Integer.toString(mapped.size()));
          int tree = program.open(MountCalls.openTree(source.toString(), NONE));
          program.add(
              MountCalls.mapIds(tree, userNamespace), FileCalls.mkdir(place.toString(), 0700));
          program.add(MountCalls.moveMount(tree, place.toString()));
          program.close(tree);
          return place;
        });
  }

  List<Path> map(List<Path> folders) {
    return folders.stream().map(this::map).toList();
  }

  /** Opens the root of a container; its upper layer and the overlay's own folder lie together. */
  int root(OverlayRoot root, Optional<String> label) {
    List<Path> layers = map(root.layers());
    Path own = map(Objects.requireNonNull(root.upper().getParent()));
    OverlayRoot seen =
        new OverlayRoot(
            layers,
            own.resolve(root.upper().getFileName()),
            own.resolve(root.work().getFileName()),
            view());
    program.add(seen.mount(label));
    int tree = program.open(MountCalls.openTree(view().toString(), NONE));
    program.add(MountCalls.unmount(view().toString(), DETACH));
    return tree;
  }
}
