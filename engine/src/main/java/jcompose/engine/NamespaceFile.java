package jcompose.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.NamespaceType;

/** Opens files that stand for namespaces: links in /proc/PID/ns, or what is mounted from there. */
final class NamespaceFile {
  private static final long NS_GET_NSTYPE = 0xb703; // ioctl_ns(2)

  private NamespaceFile() {}

  /**
   * A descriptor for setns.
   *
   * @throws EngineException when there is no such file, or it is no namespace of that type
   */
  static Descriptor open(Path path, NamespaceType wanted) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new EngineException(path + " is no namespace file"); // opening a device may do things
    }
    Descriptor descriptor = open(path);
    try {
      demand(path, typeOf(path, descriptor), wanted);
      return descriptor;
    } catch (RuntimeException failure) {
      descriptor.close();
      throw failure;
    }
  }

  private static Descriptor open(Path path) {
    try {
      return Descriptor.open(path, OpenFlags.RDONLY);
    } catch (SyscallException refused) {
      throw new EngineException(
          "namespace file "
              + path
              + (refused.is(Errno.ENOENT)
                  ? " does not exist"
                  : " cannot be opened: " + refused.getMessage()),
          refused);
    }
  }

  private static void demand(Path path, int found, NamespaceType wanted) {
    if (found == wanted.cloneFlag()) {
      return;
    }
    Optional<NamespaceType> type =
        Arrays.stream(NamespaceType.values()).filter(each -> each.cloneFlag() == found).findAny();
    throw new EngineException(
        "namespace file "
            + path
            + " is of the kind "
            + type.map(NamespaceFile::word).orElse("0x" + Integer.toHexString(found))
            + ", and should be of the kind "
            + word(wanted));
  }

  private static int typeOf(Path path, Descriptor descriptor) {
    long result = Kernel.call(Syscall.IOCTL, descriptor.number(), NS_GET_NSTYPE);
    if (result == -Errno.ENOTTY.number()) {
      throw new EngineException(path + " is no namespace file");
    }
    if (result < 0) {
      throw new SyscallException("ioctl(\"" + path + "\", NS_GET_NSTYPE)", (int) -result);
    }
    return (int) result;
  }

  private static String word(NamespaceType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
