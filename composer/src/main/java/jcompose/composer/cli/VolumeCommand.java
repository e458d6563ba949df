package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code jcompose volume}. */
final class VolumeCommand extends CommandGroup {
  VolumeCommand() {
    super("volume", "The volumes of this machine", commands());
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("ls", new VolumeListCommand());
    commands.put("create", new VolumeCreateCommand());
    commands.put("inspect", new VolumeInspectCommand());
    commands.put("rm", new VolumeRemoveCommand());
    commands.put("prune", new VolumePruneCommand());
    return commands;
  }
}
