package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code jcompose link}: what is done to the packets of services that run. */
final class LinkCommand extends CommandGroup {
  LinkCommand() {
    super("link", "Delay, lose and slow packets of services that run, unplug links", commands());
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("set", new LinkSetCommand());
    commands.put("show", new LinkShowCommand());
    commands.put("reset", new LinkResetCommand());
    commands.put("down", new LinkPlugCommand(false));
    commands.put("up", new LinkPlugCommand(true));
    return commands;
  }
}
