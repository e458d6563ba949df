package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code jcompose bundle}: a project with all that it needs in one archive. */
final class BundleCommand extends CommandGroup {
  BundleCommand() {
    super("bundle", "Pack a project and its images into one archive, or look at one", commands());
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("save", new BundleSaveCommand());
    commands.put("inspect", new BundleInspectCommand());
    commands.put("verify", new BundleVerifyCommand());
    return commands;
  }
}
