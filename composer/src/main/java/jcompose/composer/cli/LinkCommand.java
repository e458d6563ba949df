package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.composer.wiring.LinkOrder.Act;

/** {@code jcompose link}: what is done to the packets of services that run. */
final class LinkCommand extends CommandGroup {
  LinkCommand() {
    super("link", "Delay, lose and slow packets of services that run, unplug links", commands());
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("set", new LinkSetCommand());
    commands.put("show", new LinkShowCommand());
    act(commands, "reset", "Make a service's links, or one, what the file says", Act.RESET);
    act(commands, "down", "Unplug a link of a service", Act.DOWN);
    act(commands, "up", "Plug a link of a service in again", Act.UP);
    return commands;
  }

  private static void act(Map<String, Command> commands, String name, String description, Act act) {
    commands.put(name, new LinkActCommand(name, description, act));
  }
}
