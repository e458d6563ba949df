package jcompose.composer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.ComposerException;

/** Whether this process may do what containers need. */
final class RootUser {
  private RootUser() {}

  /** Fails with what to do unless the effective user is root: proc_pid_status(5). */
  static void require(String command) {
    try {
      if (!isRoot(Files.readString(Path.of("/proc/self/status")))) {
        throw new ComposerException(
            "jcompose "
                + command
                + " needs root, since it makes namespaces, mounts and cgroups;"
                + " run it with sudo");
      }
    } catch (IOException e) {
      throw new ComposerException("/proc/self/status cannot be read; is /proc mounted?", e);
    }
  }

  private static boolean isRoot(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .anyMatch(line -> line.split("\\s+", -1)[2].equals("0"));
  }
}
