package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.rootfs.UserDatabase;

/** The variable HOME, which runtimes add where the environment lacks it. */
final class HomeFolder {
  private HomeFolder() {}

  /**
   * The process with HOME from the container's /etc/passwd, / where that does not know the user.
   *
   * @param root the container's root, open
   */
  static ProcessConfig added(ProcessConfig process, Descriptor root) {
    if (process.env().stream().anyMatch(entry -> entry.startsWith("HOME="))) {
      return process;
    }
    List<String> entries = new ArrayList<>(process.env());
    entries.add("HOME=" + home(process, root));
    return process.withEnv(entries);
  }

  private static String home(ProcessConfig process, Descriptor root) {
    try {
      String user = Long.toString(process.userOrRoot().uid().orElse(0));
      String home = UserDatabase.resolve(root.number(), user, List.of()).home();
      return home.isEmpty() ? "/" : home;
    } catch (EngineException unreadable) {
      return "/"; // the image's own files must not keep it from being started
    }
  }
}
