package jcompose.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.rootfs.ImageView;
import jcompose.engine.rootfs.MountOptions;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.rootfs.SharedMounts;
import jcompose.engine.rootfs.Subpath;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** Looks at the sources of a container's mounts, so that what is wrong is told before it starts. */
final class MountLookup {
  private static final String CGROUPS = "/sys/fs/cgroup";
  private static final String SHARED_MEMORY = "/dev/shm";

  private MountLookup() {}

  /**
   * The mounts of a container, with those that every container has of the host.
   *
   * @param foreseen whether a source that is missing is a folder that will be made
   */
  static List<PlacedMount> of(ContainerSpec spec, boolean foreseen) {
    List<PlacedMount> mounts = new ArrayList<>();
    for (Mount mount : spec.mounts()) {
      if (foreseen && mount instanceof Mount.Bind bind && !Files.exists(bind.source())) {
        mounts.add(new PlacedMount(mount, true));
        continue;
      }
      mounts.add(place(mount));
    }
    if (spec.namespaces().users().isPresent()) {
      // Nobody in a user namespace makes device nodes; the host's are mounted.
      for (Device device : spec.devices()) {
        mounts.add(place(new Mount.Bind(device.source(), device.target(), false)));
      }
    }
    if (!(has(mounts, CGROUPS) || has(mounts, "/sys"))) {
      List<String> options = spec.privileged() ? List.of() : List.of("ro");
      mounts.add(place(new Mount.FileSystem("cgroup", "cgroup", CGROUPS, options)));
    }
    boolean hostIpc = spec.namespaces().mode(NamespaceType.IPC) instanceof NamespaceMode.Host;
    if (hostIpc && !has(mounts, SHARED_MEMORY) && Files.isDirectory(Path.of(SHARED_MEMORY))) {
      mounts.add(place(new Mount.Bind(Path.of(SHARED_MEMORY), SHARED_MEMORY, false)));
    }
    return mounts;
  }

  private static boolean has(List<PlacedMount> mounts, String target) {
    return mounts.stream().anyMatch(mount -> mount.target().equals(target));
  }

  private static PlacedMount place(Mount mount) {
    if (mount instanceof Mount.Bind bind) {
      return place(bind);
    }
    if (mount instanceof Mount.Image image) {
      return new PlacedMount(mount, image.subpath().isEmpty() || isFolder(image));
    }
    return new PlacedMount(mount, true);
  }

  private static PlacedMount place(Mount.Bind bind) {
    if (!Files.exists(bind.source())) {
      throw new EngineException("bind source " + bind.source() + " does not exist");
    }
    Optional<String> subpath = bind.subpath();
    boolean folder =
        subpath.isPresent()
            ? isFolder(bind.source(), subpath.get())
            : Files.isDirectory(bind.source());
    PlacedMount placed = new PlacedMount(bind, folder);
    MountOptions options = placed.options();
    if (!options.data().isEmpty()) {
      throw new EngineException(
          "bind of "
              + bind.source()
              + ": unknown option '"
              + String.join(",", options.data())
              + "'");
    }
    if (placed.spreads()
        && SharedMounts.areOfInit(bind.source(), options.propagation().orElseThrow())) {
      return placed.inInit();
    }
    return placed;
  }

  private static boolean isFolder(Path source, String subpath) {
    try {
      return Subpath.isFolder(source, subpath);
    } catch (SyscallException failure) {
      throw unusable(subpath, source.toString(), failure);
    }
  }

  private static boolean isFolder(Mount.Image image) {
    String subpath = image.subpath().orElseThrow();
    try (ImageView view = ImageView.of(image.layers())) {
      return Subpath.isFolder(view.root(), subpath);
    } catch (SyscallException failure) {
      throw unusable(subpath, "the image", failure);
    }
  }

  private static EngineException unusable(String subpath, String source, SyscallException failure) {
    String reason =
        failure.is(Errno.ENOENT)
            ? " does not exist; make it first"
            : failure.is(Errno.EXDEV) ? " leads out of it" : ": " + failure.getMessage();
    return new EngineException("subpath '" + subpath + "' of " + source + reason);
  }
}
