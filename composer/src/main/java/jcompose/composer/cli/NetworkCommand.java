package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code jcompose network}. */
final class NetworkCommand extends CommandGroup {
  NetworkCommand() {
    super("network", "The networks of this machine", commands());
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("ls", new NetworkListCommand());
    commands.put("inspect", new NetworkInspectCommand());
    return commands;
  }
}
