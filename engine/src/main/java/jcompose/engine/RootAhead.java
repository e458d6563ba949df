package jcompose.engine;

import java.util.Optional;
import jcompose.engine.program.Program;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/**
 * A container's root, opened by the thread that will make its process while the process's program
 * is still written: to mount an overlay takes a tenth of a container's start.
 */
final class RootAhead {
  /** What the container's program calls its descriptor. */
  static final String NAME = "root";

  private RootAhead() {}

  /** What the thread does; empty when the container's own program has to mount its root. */
  static Optional<Program> of(ContainerSpec spec, OverlayRoot root, Machine machine) {
    return isPossible(spec, root, machine) ? Optional.of(root.open(NAME)) : Optional.empty();
  }

  /** Whether a container's program finds its root opened. */
  static boolean isPossible(Birth birth) {
    return isPossible(birth.spec(), birth.root(), birth.machine());
  }

  private static boolean isPossible(ContainerSpec spec, OverlayRoot root, Machine machine) {
    boolean labelled = !spec.privileged() && spec.security().mountLabel().isPresent();
    return machine.appendsLayers()
        && root.opensByPaths()
        && spec.namespaces().mode(NamespaceType.MOUNT) instanceof NamespaceMode.Private
        && spec.namespaces().users().isEmpty()
        && !labelled;
  }
}
