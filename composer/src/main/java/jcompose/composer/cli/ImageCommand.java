package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code jcompose image}: what is in the store of images. */
final class ImageCommand extends CommandGroup {
  ImageCommand() {
    super("image", "Look at and change the store of images", commands());
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("ls", new ImageListCommand());
    commands.put("pull", new ImagePullCommand());
    commands.put("inspect", new ImageInspectCommand());
    commands.put("history", new ImageHistoryCommand());
    commands.put("rm", new ImageRemoveCommand());
    commands.put("prune", new ImagePruneCommand());
    commands.put("import", new ImageImportCommand());
    commands.put("save", new ImageSaveCommand());
    commands.put("verify", new ImageVerifyCommand());
    return commands;
  }
}
