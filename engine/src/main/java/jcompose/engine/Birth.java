package jcompose.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import jcompose.engine.cgroup.GroupFolder;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/**
 * A container with everything looked up on the host that its program needs.
 *
 * @param spec what was asked for
 * @param root its overlay
 * @param process what it runs
 * @param mounts its mounts and conf files, outer targets first
 * @param devices the nodes besides the default ones
 * @param machine where it runs
 * @param groups its cgroups as it will see them
 */
record Birth(
    ContainerSpec spec,
    OverlayRoot root,
    ResolvedProcess process,
    List<PlacedMount> mounts,
    List<DeviceNode> devices,
    Machine machine,
    List<GroupFolder> groups) {
  private static final String SHARED_MEMORY = "/dev/shm";

  Birth {
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
    groups = List.copyOf(groups);
  }

  /** Whether something is mounted on exactly this path. */
  boolean mountsOn(String target) {
    return mounts.stream().anyMatch(mount -> mount.target().equals(target));
  }

  /** Whether /dev/shm is that of the container whose IPC namespace it joins. */
  boolean sharesMemory() {
    return spec.namespaces().mode(NamespaceType.IPC) instanceof NamespaceMode.OfContainer
        && !mountsOn(SHARED_MEMORY);
  }

  /** Whether the engine makes a /dev/shm for it. */
  boolean ownMemory() {
    return !sharesMemory() && !mountsOn(SHARED_MEMORY);
  }

  /** The container's folder of files that live no longer than the machine runs. */
  Path runFolder() {
    return Objects.requireNonNull(root.target().getParent());
  }

  /** Where its upper layer lies. */
  Path upper() {
    return root.upper();
  }
}
