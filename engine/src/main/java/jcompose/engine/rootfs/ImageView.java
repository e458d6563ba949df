package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;

/**
 * Layers seen as one read-only tree that is mounted nowhere: an overlay that only a descriptor
 * holds, gone with it.
 */
public final class ImageView implements AutoCloseable {
  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int FSCONFIG_SET_STRING = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;
  private static final int MOUNT_ATTR_RDONLY_NOSUID_NODEV_NOEXEC = 0xf;

  private final int root;

  private ImageView(int root) {
    this.root = root;
  }

  /**
   * Opens the view.
   *
   * @param layers absolute paths, the base first; a container's upper folder may be the last
   * @throws EngineException naming the layers and the errno
   */
  public static ImageView of(List<Path> layers) {
    try {
      return new ImageView(
          layers.size() == 1 ? RootFolder.openDirectory(layers.get(0)) : overlay(layers));
    } catch (SyscallException refused) {
      throw new EngineException(
          "cannot look into the layers " + layers + ": " + refused.getMessage(), refused);
    }
  }

  /** The same as on a kernel before 6.7. */
  static ImageView withoutLowerdirPlus(List<Path> layers) {
    return new ImageView(PrivateOverlay.open(layers));
  }

  /**
   * The descriptor of the tree's root, for {@code openat2} with {@code RESOLVE_IN_ROOT}; perhaps an
   * O_PATH one.
   */
  public int root() {
    return root;
  }

  private static int overlay(List<Path> layers) {
    try (LayerDescriptors open = LayerDescriptors.open(layers);
        NativeMemory memory = new NativeMemory()) {
      int context =
          (int)
              Kernel.check(
                  "fsopen(\"overlay\")", Syscall.FSOPEN, memory.string("overlay"), FSOPEN_CLOEXEC);
      try {
        if (!appendOneByOne(memory, context, open.topFirst()) || !create(context)) {
          return PrivateOverlay.open(layers);
        }
        return (int)
            Kernel.check(
                "fsmount(overlay)",
                Syscall.FSMOUNT,
                context,
                FSMOUNT_CLOEXEC,
                MOUNT_ATTR_RDONLY_NOSUID_NODEV_NOEXEC);
      } finally {
        Kernel.call(Syscall.CLOSE, context);
      }
    }
  }

  /** False on 6.5 and 6.6, which look at each option at once and do not know {@code lowerdir+}. */
  private static boolean appendOneByOne(NativeMemory memory, int context, List<String> topFirst) {
    long key = memory.string("lowerdir+");
    for (String layer : topFirst) {
      long result =
          Kernel.call(Syscall.FSCONFIG, context, FSCONFIG_SET_STRING, key, memory.string(layer), 0);
      if (result == -Errno.EINVAL.number() && layer.equals(topFirst.get(0))) {
        return false;
      }
      if (result < 0) {
        throw new SyscallException("fsconfig(overlay, \"lowerdir+\")", (int) -result);
      }
    }
    return true;
  }

  /** False on kernels before 6.5, which look at the options only now. */
  private static boolean create(int context) {
    long result = Kernel.call(Syscall.FSCONFIG, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
    if (result < 0 && result != -Errno.EINVAL.number()) {
      throw new SyscallException("fsconfig(overlay, CMD_CREATE)", (int) -result);
    }
    return result == 0;
  }

  @Override
  public void close() {
    Kernel.call(Syscall.CLOSE, root);
  }
}
