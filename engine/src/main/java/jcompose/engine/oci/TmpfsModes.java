package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.rootfs.ContainerFiles;

/**
 * A tmpfs without a mode gets that of the folder it is mounted on, as with runc; the kernel's own
 * would let everyone write to it.
 */
final class TmpfsModes {
  private static final long O_PATH_DIRECTORY = 0x210000;

  private TmpfsModes() {}

  /**
   * The mounts, with modes where the folder is the root file system's own.
   *
   * @param root the container's root, open
   */
  static List<MountConfig> added(List<MountConfig> mounts, Descriptor root) {
    List<MountConfig> all = new ArrayList<>();
    for (MountConfig mount : mounts) {
      boolean asks =
          mount.type().filter("tmpfs"::equals).isPresent()
              && !FactsFinder.copiesUp(mount)
              && !covered(mount, all)
              && mount.options().stream().noneMatch(option -> option.startsWith("mode="));
      all.add(asks ? mode(mount, root).map(mount::withOption).orElse(mount) : mount);
    }
    return all;
  }

  private static boolean covered(MountConfig mount, List<MountConfig> before) {
    Path place = ContainerRoot.clean(mount.destination());
    return before.stream()
        .anyMatch(earlier -> place.startsWith(ContainerRoot.clean(earlier.destination())));
  }

  private static Optional<String> mode(MountConfig mount, Descriptor root) {
    String place = "/" + ContainerRoot.clean(mount.destination());
    return ContainerFiles.open(root.number(), place, O_PATH_DIRECTORY)
        .map(
            folder -> {
              try {
                return "mode=" + Integer.toOctalString(FileStatus.of(folder).mode() & 07777);
              } finally {
                Kernel.call(Syscall.CLOSE, folder);
              }
            });
  }
}
