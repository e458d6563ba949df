package jcompose.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;

/**
 * The caller's descriptors that a container inherits. One that the caller did not open could be one
 * of this process's own, which must never reach a container (CVE-2024-21626). Those are closed by
 * execve, which the caller's cannot be, or they would not be here; or they are files of the virtual
 * machine, which opens some of its own without that flag.
 */
final class PreservedDescriptors {
  private static final int F_GETFD = 1;
  private static final int FD_CLOEXEC = 1;
  private static final int FIRST = 3;

  private PreservedDescriptors() {}

  static void demand(int count) {
    for (int number = FIRST; number < FIRST + count; number++) {
      long flags = Kernel.call(Syscall.FCNTL, number, F_GETFD);
      boolean hostMounts = number == Integer.getInteger("jcompose.hostMounts", -1);
      if (flags < 0 || (flags & FD_CLOEXEC) != 0 || hostMounts || isOurs(number)) {
        throw new EngineException(
            "--preserve-fds " + count + ": descriptor " + number + " is not open");
      }
    }
  }

  private static boolean isOurs(int number) {
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(number)));
      return file.startsWith(Path.of(System.getProperty("java.home")).toRealPath())
          || Arrays.stream(System.getProperty("java.class.path").split(":", -1))
              .anyMatch(entry -> file.equals(Path.of(entry).toAbsolutePath()));
    } catch (IOException closed) {
      return true;
    }
  }
}
