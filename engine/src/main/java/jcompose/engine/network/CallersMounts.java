package jcompose.engine.network;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * The mount namespace of whoever started this process, which is in one of its own. It is handed
 * over as an open descriptor, whose number is the property {@code jcompose.hostMounts}.
 *
 * @param descriptor of the namespace
 * @param root an open descriptor of its root folder, through which its mounts are seen
 */
record CallersMounts(int descriptor, Descriptor root) {
  private static final String PROPERTY = "jcompose.hostMounts";
  private static final long O_PATH = 0x200000;
  private static final long O_DIRECTORY = 0x10000;

  /** Opened once: both stay as long as the process. */
  private static @Nullable CallersMounts opened;

  /** The namespace, if one was handed over. */
  static synchronized Optional<CallersMounts> get() {
    if (opened == null) {
      opened = open().orElse(null);
    }
    return Optional.ofNullable(opened);
  }

  private static Optional<CallersMounts> open() {
    Integer number = Integer.getInteger(PROPERTY);
    if (number == null) {
      return Optional.empty();
    }
    try {
      Descriptor root =
          MountThread.in(
              path(number),
              () -> Descriptor.open(Path.of("/"), O_PATH | O_DIRECTORY).aboveStreams());
      return Optional.of(new CallersMounts(number, root));
    } catch (SyscallException notANamespace) {
      return Optional.empty();
    }
  }

  /** Its root folder, as this process reaches it. */
  Path path() {
    return path(root.number());
  }

  /** What stands for it among namespaces. */
  Path namespace() {
    return path(descriptor);
  }

  private static Path path(int number) {
    return Path.of("/proc/self/fd", Integer.toString(number));
  }
}
