package jcompose.engine;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.spec.ContainerSpec;

/**
 * A container with everything looked up on the host that its program needs.
 *
 * @param spec what was asked for
 * @param root its overlay
 * @param process what it runs
 * @param mounts its mounts and conf files, outer targets first
 * @param devices the nodes besides the default ones
 * @param machine where it runs
 */
record Birth(
    ContainerSpec spec,
    OverlayRoot root,
    ResolvedProcess process,
    List<PlacedMount> mounts,
    List<DeviceNode> devices,
    Machine machine) {
  Birth {
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
  }

  /** Whether something is mounted on exactly this path. */
  boolean mountsOn(String target) {
    return mounts.stream().anyMatch(mount -> mount.target().equals(target));
  }

  /** Where its upper layer lies. */
  Path upper() {
    return root.upper();
  }
}
