package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.launch.UserNamespaces;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.oci.config.IdMapping;
import jcompose.engine.oci.config.LinuxConfig;
import jcompose.engine.oci.config.MountConfig;

/**
 * A bind mount whose files belong to others than on disk: opened and mapped beforehand, since a
 * container in a user namespace may not.
 */
final class MappedTree {
  private static final long CWD = -100;
  private static final long CLONE = 1;
  private static final long CLOEXEC = 0x80000;
  private static final long EMPTY_PATH = 0x1000;
  private static final long RECURSIVE = 0x8000;
  private static final long IDMAP = 0x100000;
  private static final int SIZE = 32;
  private static final int USER_NAMESPACE = 24;

  private MappedTree() {}

  /**
   * A detached tree of mounts; the caller closes it.
   *
   * @param linux whose ids are those of a mount that has none of its own
   * @throws EngineException naming the mount when the kernel cannot map it
   */
  static Descriptor make(Path source, MountConfig mount, LinuxConfig linux, int lowest) {
    boolean own = !mount.uidMappings().isEmpty();
    List<IdMapping> uids = own ? mount.uidMappings() : linux.uidMappings();
    List<IdMapping> gids = own ? mount.gidMappings() : linux.gidMappings();
    try (Descriptor users =
            UserNamespaces.make("mounts: " + mount.destination(), engines(uids), engines(gids));
        Descriptor tree = HostNamespace.call(() -> open(source, mount))) {
      map(tree, users, mount.options().contains("ridmap"));
      return tree.above(lowest);
    } catch (SyscallException refused) {
      throw new EngineException(
          "mounts: "
              + mount.destination()
              + ": "
              + refused.getMessage()
              + (refused.is(Errno.EINVAL)
                  ? ": the file system of "
                      + source
                      + ", or the kernel (5.12), has no id-mapped mounts, or it is one already"
                  : ""),
          refused);
    }
  }

  private static List<jcompose.engine.spec.IdMapping> engines(List<IdMapping> mappings) {
    return mappings.stream().map(IdMapping::mapping).toList();
  }

  private static Descriptor open(Path source, MountConfig mount) {
    long below = mount.options().contains("rbind") ? RECURSIVE : 0;
    try (NativeMemory memory = new NativeMemory()) {
      return Descriptor.owning(
          (int)
              Kernel.check(
                  "open_tree(\"" + source + "\", CLONE)",
                  Syscall.OPEN_TREE,
                  CWD,
                  memory.string(source.toString()),
                  CLONE | CLOEXEC | below));
    }
  }

  private static void map(Descriptor tree, Descriptor users, boolean recursive) {
    try (NativeMemory memory = new NativeMemory()) {
      long attributes = memory.allocate(SIZE);
      NativeMemory.putLong(attributes, IDMAP);
      NativeMemory.putLong(attributes + USER_NAMESPACE, users.number());
      Kernel.check(
          "mount_setattr(IDMAP)",
          Syscall.MOUNT_SETATTR,
          tree.number(),
          memory.string(""),
          EMPTY_PATH | (recursive ? RECURSIVE : 0),
          attributes,
          SIZE);
    }
  }
}
